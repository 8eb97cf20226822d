// The places of posts in a table. A board that Board View has published has pages
// of 20 places, numbered from the oldest ([Renderer.Publish] in Go), and a withdrawn
// post leaves its place empty. So the rows of any page of the table stand on one or
// two pages of the feed, which are read without those before them. finder.js calls
// it. It does not know how rows are shown.

const size = 20; // places on a page of the feed, but for the newest

export class Places {
  #board = null;
  #rows = []; // posts by their places, with gaps
  #start = 0; // the place behind the newest page
  #address; // of a page by its number
  #newest = 0; // number of the page after the newest one
  #read = new Set(); // numbers of pages

  /** take starts with a board of which the first page has been read. */
  take(board) {
    const { posts, next, total } = board;
    const [, folder, number] = (total && posts[0]?.own && /^(.*\/page-)(\d{1,7})\/feed\.json$/.exec(next)) || [];
    this.#board = folder ? board : null;
    if (!folder) return;
    this.#address = (page) => `${folder}${page}/feed.json`;
    this.#newest = Number(number);
    this.#start = posts.length;
    this.#read.clear();
    this.#rows = [...posts];
    this.#rows.length += this.#newest * size;
    this.#fill(0, posts);
  }

  /** of returns the rows of a board, with gaps; undefined if its pages can only be read in turn. */
  of(board) {
    return board === this.#board ? this.#rows : undefined;
  }

  /** lacks reports whether rows have not been read, from one to before another. */
  lacks(from, to) {
    return this.#missing(from, to).length > 0;
  }

  /** read reads the pages with these rows. */
  async read(from, to, options) {
    const board = this.#board;
    await Promise.all(this.#missing(from, to).map(async (page) => {
      const { text, url } = await board.read(this.#address(page), options);
      const { posts } = board.constructor.of(text, url); // imported, the class would be in this script a second time
      if (board !== this.#board) return;
      this.#read.add(page);
      this.#fill(this.#start + (this.#newest - page) * size, posts.slice(0, size));
    }));
  }

  /** #fill numbers posts by their places, counted from the oldest one. */
  #fill(place, posts) {
    for (const post of posts) {
      post.number = this.#rows.length - place;
      this.#rows[place++] = post;
    }
  }

  /** #missing returns the numbers of the pages to be read. */
  #missing(from, to) {
    const pages = [];
    const last = this.#newest - Math.ceil((Math.min(to, this.#rows.length) - this.#start) / size);
    const first = this.#newest - Math.floor((Math.max(from, this.#start) - this.#start) / size);
    for (let page = first; page > last; page--) {
      if (!this.#read.has(page)) pages.push(page);
    }
    return pages;
  }
}
