// Runs in the editor's page before its scripts: notes when a key was pressed, what the
// editor asked of its engine, and when the preview showed the result.
// editor.go calls prepare and measured.

const keystrokes = [];
let last;
const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (...args) {
  if (last) last.asked++;
  return postMessage.apply(this, args);
};

new PerformanceObserver((list) => {
  for (const { startTime } of list.getEntries()) if (last && startTime >= last.at) last.long++;
}).observe({ entryTypes: ['longtask'] });

addEventListener('keydown', (event) => {
  last = { at: event.timeStamp, asked: 0, long: 0, changed: 0, painted: 0 };
  keystrokes.push(last);
}, true);

function note() {
  const mine = last;
  if (!mine || mine.changed) return;
  mine.changed = performance.now();
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { mine.painted = performance.now(); };
    port2.postMessage(0);
  });
}

const until = async (test) => {
  while (!test()) await new Promise((resolve) => setTimeout(resolve, 20));
};

/** prepare opens a post, and puts the caret into its middle. */
globalThis.prepare = async (source, asPage) => {
  const input = document.querySelector('input[type=file]');
  const data = new DataTransfer();
  data.items.add(new File([source], 'a.txt'));
  input.files = data.files;
  input.dispatchEvent(new Event('change'));
  await until(() => document.querySelector('.preview')?.contentDocument?.body?.firstElementChild);
  if (asPage) {
    document.querySelectorAll('.tabs input')[1].click();
    await until(() => document.querySelector('.preview').contentDocument.querySelector('main h1'));
  }
  const { body } = document.querySelector('.preview').contentDocument;
  const observer = new MutationObserver(note);
  const all = { childList: true, subtree: true, characterData: true, attributes: true };
  observer.observe(body, all);
  for (const element of body.querySelectorAll('*')) if (element.shadowRoot) observer.observe(element.shadowRoot, all);
  const text = document.querySelector('textarea.text');
  text.focus();
  text.setSelectionRange(text.value.length / 2, text.value.length / 2);
  return true;
};

globalThis.measured = () => keystrokes.map(({ at, asked, long, changed, painted }) => ({ Changed: changed - at, Painted: painted - at, Asked: asked, Long: long }));
