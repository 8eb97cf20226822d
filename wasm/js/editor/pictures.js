// Photos and documents that are added to a post. A photo is drawn again before anything
// of it is kept: so it is not larger than a page needs, and has lost where and by whom it
// was taken. The form calls it.

import { hash } from './stores.js';

const maxSide = 2000; // pixels; publishing makes smaller copies
const quality = 0.85;

/** photo returns {path, blob, width, height} of a picture file. */
export async function photo(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, maxSide / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const type = file.type === 'image/png' || file.type === 'image/gif' ? 'image/png' : 'image/jpeg'; // drawings stay sharp, and may be transparent
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, quality));
  return { path: `pictures/${await named(file.name, blob)}${type === 'image/png' ? '.png' : '.jpg'}`, blob, width, height };
}

/** named makes a name of the file's own and of its content, so that no other file has it. */
async function named(name, blob) {
  return `${slug(name)}-${(await hash(await blob.arrayBuffer())).slice(0, 8)}`;
}

const slug = (name) => name.replace(/\.\w+$/, '').normalize('NFC').toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 40) || 'file';

const documents = ['pdf', 'odt', 'ods', 'odp', 'docx', 'xlsx', 'pptx', 'csv', 'zip', 'ics', 'mp3', 'mp4', 'epub'];

/** accepted are the extensions of documents, for a file chooser. */
export const accepted = documents.map((extension) => `.${extension}`).join();

/** attachment returns {path, blob, title, type, size} of a document, undefined if a board would not offer it. */
export async function attachment(file) {
  const extension = /\.(\w+)$/.exec(file.name)?.[1].toLowerCase();
  if (!documents.includes(extension)) return undefined;
  return { path: `files/${await named(file.name, file)}.${extension}`, blob: file, title: file.name.replace(/\.\w+$/, ''), type: file.type, size: file.size };
}
