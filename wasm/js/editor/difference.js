// The lines in which two texts differ, for who saves a post that somebody else has saved
// meanwhile. It knows no element.

/** difference returns lines as [sign, text]: '-' for one of the first text only, '+' of the second, ' ' of both. Equal lines far from any other are left out. */
export function difference(before, after) {
  const [a, b] = [before, after].map((text) => text.split(/\r\n|\r|\n/));
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const middle = compare(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  const same = (lines) => lines.map((line) => [' ', line]);
  return shorten([...same(a.slice(0, head)), ...middle, ...same(a.slice(a.length - tail))]);
}

const maxCells = 4e6; // of the table below; beyond it, all lines count as different

/** compare finds the longest common subsequence. */
function compare(a, b) {
  if (a.length * b.length > maxCells) return [...a.map((line) => ['-', line]), ...b.map((line) => ['+', line])];
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] = a[i] === b[j] ? table[(i + 1) * width + j + 1] + 1 : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
    }
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { lines.push([' ', a[i++]]); j++; }
    else if (j === b.length || i < a.length && table[(i + 1) * width + j] >= table[i * width + j + 1]) lines.push(['-', a[i++]]);
    else lines.push(['+', b[j++]]);
  }
  return lines;
}

const around = 2; // equal lines that are shown beside a difference

function shorten(lines) {
  const near = (i) => lines.slice(Math.max(0, i - around), i + around + 1).some(([sign]) => sign !== ' ');
  return lines.filter(([sign], i) => sign !== ' ' || near(i));
}
