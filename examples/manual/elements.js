// Elements that the manual makes.

/** make gives an element with these properties. */
export const make = (name, properties) => Object.assign(document.createElement(name), properties);

/** copyLine is a button that copies a text, and says whether it could. */
export function copyLine(text) {
  const said = make('span', { role: 'status' });
  const button = make('button', { type: 'button', textContent: 'Copy' });
  button.addEventListener('click', async () => {
    said.textContent = await copied(text()) ? 'Copied' : 'Select the text and copy it: this browser lets no button do that here.';
  });
  const line = make('p', { className: 'copy' });
  line.append(button, ' ', said);
  return line;
}

/** copied is false where the page is not served by https, or the reader does not want it. */
const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};
