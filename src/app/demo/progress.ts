/** How far the filling of the demo is, for whoever waits before it: from 0 to 1. */
class Progress {
  private whole = 0;
  private done = 0;

  begin(steps: number): void {
    this.whole = steps;
    this.done = 0;
  }
  step(): void {
    this.done++;
  }
  get share(): number {
    return this.whole ? this.done / this.whole : 0;
  }
}
export const progress = new Progress();
