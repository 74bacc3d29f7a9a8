// Imported first by every script, and written so that an old Node still gets as far as the message.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Baton needs Node 20.19 or newer (24 is best); this is ${process.versions.node}. Get one from https://nodejs.org or your system's packages.`);
  process.exit(1);
}
