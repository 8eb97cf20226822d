// Where posts are read from and saved to: a directory through board serve -edit, a
// folder of this machine where the browser can write to it, or downloads. They have
// the same methods; list and the like are missing where there is no directory. An error
// has a status as HTTP: 409 for a name that is taken, 412 for a file that somebody has
// changed, with its bytes.

class StoreError extends Error {
  constructor(message, status, more = {}) {
    super(message);
    Object.assign(this, { status }, more);
  }
}

/** hash returns the SHA-256 of bytes in hexadecimal. */
export async function hash(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const path = (name) => name.split('/').map(encodeURIComponent).join('/');

/** ServerStore is a directory that board serve -edit serves. */
export class ServerStore {
  #token;

  constructor(token, directory) {
    this.#token = token;
    this.id = `server:${directory}`;
  }

  async #ask(address, options = {}) {
    const response = await fetch(address, { ...options, headers: { Authorization: `Bearer ${this.#token}`, ...options.headers }, cache: 'no-store', redirect: 'error' });
    if (response.ok) return response;
    const bytes = new Uint8Array(await response.arrayBuffer());
    const tag = response.headers.get('etag')?.slice(1, -1);
    throw new StoreError(tag ? 'changed' : new TextDecoder().decode(bytes).trim(), response.status, { bytes, tag });
  }

  async list() { return (await this.#ask('/api/posts')).json(); }

  async read(name) {
    const response = await this.#ask(`/api/file/${path(name)}`);
    return { bytes: new Uint8Array(await response.arrayBuffer()), tag: response.headers.get('etag').slice(1, -1) };
  }

  /** save writes a file; without a tag it must be a new one. It returns the new tag. */
  async save(name, bytes, tag) {
    const headers = { 'Content-Type': 'application/octet-stream', ...(tag ? { 'If-Match': `"${tag}"` } : { 'If-None-Match': '*' }) };
    return (await (await this.#ask(`/api/file/${path(name)}`, { method: 'PUT', headers, body: bytes })).json()).tag;
  }

  async rename(from, to, tag) {
    await this.#ask('/api/rename', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ from, to, tag }) });
  }

  async versions(name) { return (await this.#ask(`/api/versions/${path(name)}`)).json(); }

  async version(name, version) {
    return new Uint8Array(await (await this.#ask(`/api/version/${encodeURIComponent(version)}/${path(name)}`)).arrayBuffer());
  }
}

const isPost = (name) => /\.(txt|md|markdown)$/i.test(name) && !/^[._~]/.test(name);

const atOnce = 100; // files that are read for the list

const tick = 2000; // ms: two changes of a file that are as near may have the same time

/** isSame reports whether a file is as it was listed, and the time has not changed its state. */
function isSame(listed, { size, lastModified }) {
  const until = Date.parse(listed?.post.until);
  return listed?.size === size && listed.lastModified === lastModified && listed.at - lastModified > tick && !(until > 0 && until <= Date.now());
}

/** FolderStore is a folder that somebody has opened (File System Access). */
export class FolderStore {
  #root;
  #listed = new Map(); // name → {size, lastModified, at, post}

  constructor(root) {
    this.#root = root;
    this.id = `folder:${root.name}`;
  }

  static get available() { return 'showDirectoryPicker' in globalThis; }

  static async pick() { return new FolderStore(await showDirectoryPicker({ id: 'posts', mode: 'readwrite' })); }

  /** list tells of each post what parse makes of [{name, source}]. It reads only files that have changed since it was called last, and tells how many posts are done. */
  async list(parse, progress) {
    const before = this.#listed;
    this.#listed = new Map();
    const files = [];
    for await (const file of this.#files(this.#root, '')) files.push(file);
    for (let i = 0; i < files.length; i += atOnce) {
      progress(i);
      await this.#listSome(files.slice(i, i + atOnce), before, parse);
    }
    return Array.from(this.#listed.values(), ({ post }) => post).sort((a, b) => (a.name < b.name ? 1 : -1));
  }

  async #listSome(entries, before, parse) {
    const files = await Promise.all(entries.map(async ([name, entry]) => [name, await entry.getFile()]));
    const changed = files.filter(([name, file]) => !isSame(before.get(name), file));
    const posts = changed.length ? await parse(await Promise.all(changed.map(async ([name, file]) => ({ name, source: await file.text() })))) : [];
    const at = Date.now();
    changed.forEach(([name, { size, lastModified }], i) => before.set(name, { size, lastModified, at, post: { name, ...posts[i] } }));
    for (const [name] of files) this.#listed.set(name, before.get(name));
  }

  async* #files(folder, prefix) {
    for await (const [name, entry] of folder.entries()) {
      if (entry.kind === 'file' && isPost(name)) yield [prefix + name, entry];
      if (entry.kind === 'directory' && (!/^[._~]/.test(name) || name === '_drafts' || name === '_posts')) yield* this.#files(entry, `${prefix}${name}/`);
    }
  }

  async #handle(name, options) {
    const parts = name.split('/');
    const file = parts.pop();
    let folder = this.#root;
    for (const part of parts) folder = await folder.getDirectoryHandle(part, options);
    return { folder, file };
  }

  async read(name) {
    const { folder, file } = await this.#handle(name);
    const bytes = new Uint8Array(await (await (await folder.getFileHandle(file)).getFile()).arrayBuffer());
    return { bytes, tag: await hash(bytes) };
  }

  /** save keeps the version before in the folder .versions, and writes the file in one piece: the browser puts it there on close. */
  async save(name, bytes, tag) {
    const there = await this.read(name).catch((error) => { if (error.name !== 'NotFoundError') throw error; });
    if (there && !tag) throw new StoreError('there is a file of this name already', 409);
    if (there?.tag !== tag) throw new StoreError('changed', 412, there ?? { bytes: new Uint8Array(), tag: undefined });
    const made = await hash(bytes);
    if (made === tag) return made;
    if (there) await this.#write(`.versions/${name}/${new Date().toISOString().replaceAll(/[-:]/g, '')}-${tag.slice(0, 12)}${/\.\w+$/.exec(name)[0]}`, there.bytes);
    await this.#write(name, bytes);
    return made;
  }

  async #write(name, bytes) {
    const { folder, file } = await this.#handle(name, { create: true });
    const stream = await (await folder.getFileHandle(file, { create: true })).createWritable();
    await stream.write(bytes);
    await stream.close();
  }

  async rename(from, to, tag) {
    const { bytes, tag: now } = await this.read(from);
    if (now !== tag) throw new StoreError('changed', 412, { bytes, tag: now });
    await this.save(to, bytes);
    const { folder, file } = await this.#handle(from);
    await folder.removeEntry(file);
  }

  async versions(name) {
    const list = [];
    try {
      const { folder, file } = await this.#handle(`.versions/${name}/x`);
      for await (const key of folder.keys()) if (key !== file) list.push(key);
    } catch { /* there are none */ }
    return list.sort();
  }

  async version(name, version) { return (await this.read(`.versions/${name}/${version}`)).bytes; }
}

/** DownloadStore saves nothing: it gives files to the browser, which downloads them. */
export class DownloadStore {
  id = 'download';

  async read() { throw new StoreError('no directory is open', 404); }

  async save(name, bytes) {
    const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: name.split('/').pop() });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    return hash(bytes);
  }
}
