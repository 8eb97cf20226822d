// Makes the buttons work that copy code. What a page shows is in its HTML.

/** copied is false where the page is not served by https, or the reader does not want it. */
const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};

for (const line of document.querySelectorAll('.copy')) {
  const [button, said] = line.children;
  const { previousElementSibling: source } = line;
  button.addEventListener('click', async () => {
    said.textContent = await copied(source.value ?? source.textContent) ? 'Copied' : 'Select the text and copy it: this browser lets no button do that here.';
  });
  button.disabled = false;
}
