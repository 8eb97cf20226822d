// What was typed and not saved, kept in this browser against a closed tab or a power cut.
// It is removed once the post is saved. The editor calls it; it knows documents.

const open = () => new Promise((resolve, reject) => {
  const request = indexedDB.open('board-editor', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('drafts');
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function transact(mode, act) {
  const db = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction('drafts', mode);
      const request = act(transaction.objectStore('drafts'));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

const keyOf = (store, name) => `${store.id}\n${name}`;

// New posts, which have no name yet, are kept apart from each other.
const newNames = '\nnew ';

/** newName returns the name under which the draft of a new post is kept. */
export const newName = () => newNames + Date.now();

/** keep keeps what a document has that is not saved, under a name. */
export const keep = (store, name, { source, base, files }) => transact('readwrite', (drafts) => drafts.put(
  { name, source, base, files: [...files], time: Date.now() }, keyOf(store, name)));

/** find returns the draft of a file as a list, which is empty if there is none. */
export const find = async (store, name) => [await transact('readonly', (drafts) => drafts.get(keyOf(store, name)))].filter(Boolean);

/** findNew returns the drafts of new posts. */
export const findNew = (store) => transact('readonly', (drafts) => drafts.getAll(
  IDBKeyRange.bound(keyOf(store, newNames), keyOf(store, `${newNames}\uffff`))));

export const drop = (store, name) => transact('readwrite', (drafts) => drafts.delete(keyOf(store, name)));
