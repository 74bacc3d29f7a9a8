import { parseFragment, serialize, type DefaultTreeAdapterTypes as Tree } from 'parse5';

type Parent = Tree.DocumentFragment | Tree.Element;
export interface Folded { readonly html: string; readonly folded: string }

const letter = /[\p{L}\p{N}]/u;
const lettersOf = (text: string): string[] => [...text].filter((c) => letter.test(c));
const MAX_FOLDED = 400_000;

/**
 * Cuts safe HTML in two where `visible`, the text its writer wrote now, ends: what is shown, and what is folded away
 * (quoted history, signature). Only when the visible text comes first and ends with an element; else nothing is folded.
 * Nothing is ever lost: the two together hold everything.
 */
export function foldHtml(html: string, visible: string): Folded {
  const target = lettersOf(visible);
  if (html.length > MAX_FOLDED || !target.length) return { html, folded: '' };
  const fragment = parseFragment(html);
  const cut = firstAfter(textsOf(fragment), target);
  if (!cut) return { html, folded: '' };
  const rest = parseFragment('');
  moveFrom(cut, fragment, rest);
  return { html: serialize(fragment), folded: serialize(rest) };
}

/** The first text past the visible one; undefined when the texts differ, end inside a text, or nothing follows. */
function firstAfter(texts: readonly Tree.TextNode[], target: readonly string[]): Tree.TextNode | undefined {
  let at = 0;
  for (const node of texts) {
    const own = lettersOf(node.value);
    // Letters only are compared; marks that end a sentence still belong to it, a dash begins a signature.
    if (at === target.length && !/^[\s.,;:!?…)\]}"'”’»]*$/.test(node.value)) return node;
    for (const char of own) if (char !== target[at++]) return undefined;
  }
  return undefined;
}

function textsOf(parent: Parent): Tree.TextNode[] {
  const found: Tree.TextNode[] = [];
  const open: Tree.ChildNode[] = [...parent.childNodes].reverse();
  while (open.length) {
    const node = open.pop()!;
    if (node.nodeName === '#text') found.push(node as Tree.TextNode);
    else if ('childNodes' in node) open.push(...[...node.childNodes].reverse());
  }
  return found;
}

/** Moves `cut` and all that follows it to `rest`, in copies of the elements it stands in. */
function moveFrom(cut: Tree.ChildNode, root: Tree.DocumentFragment, rest: Tree.DocumentFragment): void {
  let node: Tree.ChildNode = cut;
  // An element that begins with the cut goes over as a whole.
  while (node.parentNode !== root && leads(node)) node = node.parentNode as Tree.Element;
  let copy: Tree.ChildNode[] = take(node);
  for (let parent = node.parentNode as Parent; parent !== root; parent = (parent as Tree.Element).parentNode as Parent) {
    const element = parent as Tree.Element;
    const shell = { ...element, childNodes: copy } as Tree.Element;
    copy = [shell, ...take(element).slice(1)];
    (element.parentNode as Parent).childNodes.push(element);
  }
  rest.childNodes = copy;
}

/** Takes a node and its following siblings out of their parent. */
function take(node: Tree.ChildNode): Tree.ChildNode[] {
  const parent = node.parentNode as Parent;
  return parent.childNodes.splice(parent.childNodes.indexOf(node));
}

/** Whether nothing but blanks stands before a node in its element. */
function leads(node: Tree.ChildNode): boolean {
  const siblings = (node.parentNode as Parent).childNodes;
  return siblings.slice(0, siblings.indexOf(node)).every((s) => s.nodeName === '#text' && (s as Tree.TextNode).value.trim() === '');
}
