/** A post, as the list shows it. All texts come from the publisher: insert them as text, not as HTML. */
export interface BoardPost {
  readonly id: string;
  readonly subject: string;
  /** The label in brackets before the subject, such as "Nov 26". */
  readonly label: string;
  /** A date, "2019-11-26", or a date with a time (RFC 3339); empty if the post has none. */
  readonly date: string;
  /** The names of the authors, with commas between them. */
  readonly by: string;
  /** Address of the post's own page, http or https; empty if it has none. */
  readonly url: string;
  readonly pinned: boolean;
}

export type BoardState = 'idle' | 'loading' | 'ready' | 'empty' | 'stale' | 'error';

/**
 * The names of the widget's own words. In a word, {} stands for a number or a name, and ";" separates forms:
 * "one;many" of a count, and "offline;no answer;unreadable;moved" for the reasons of a failure.
 */
export type BoardWord =
  | 'loading' | 'count' | 'empty' | 'failed' | 'reasons' | 'stale' | 'retry' | 'load' | 'more' | 'pinned' | 'number' | 'subject' | 'by' | 'date'
  | 'back' | 'newer' | 'older' | 'original' | 'plain' | 'pictures' | 'copy' | 'copied' | 'print' | 'translations'
  | 'enlarge' | 'close' | 'previousPhoto' | 'nextPhoto'
  | 'signed' | 'signedBy' | 'unsigned' | 'refused' | 'since' | 'refusals'
  | 'search' | 'tag' | 'tags' | 'year' | 'years' | 'author' | 'authors' | 'found' | 'pages' | 'previous' | 'next' | 'news' | 'changed' | 'gone' | 'beyond' | 'orders' | 'weight';

/** The list has loaded, or more of it. */
export type BoardLoadEvent = CustomEvent<{
  /** Address of the feed. */
  readonly src: string;
  /** Number of posts loaded so far. */
  readonly count: number;
}>;

/** The list could not be loaded or refreshed, or, with key, a post was not what was signed. */
export type BoardErrorEvent = CustomEvent<{
  /** Address of the feed, or of the file that was refused. */
  readonly src: string;
  /**
   * The reason: a word, or the server's status. "moved" means that the server answered with a redirect, which is not followed.
   * With key, "bad-signature", "expired", "rolled-back" (older than what was seen before) and "mismatch" (not what was
   * signed) say why a file was refused, and "unsupported" that the browser or an insecure page cannot verify.
   */
  readonly reason: 'bad-signature' | 'expired' | 'rolled-back' | 'mismatch' | 'unsupported' | 'offline' | 'silent' | 'slow' | 'large' | 'unreadable' | 'moved' | `HTTP ${number}`;
  /** The error that was thrown, for developers. */
  readonly error: Error;
}>;

/** A post is about to be shown. A page cancels it to show the post itself, or to go to another page. */
export type BoardOpenEvent = CustomEvent<{
  /** Id of the post, as in open(id). */
  readonly id: string;
  /** The post, as in posts. */
  readonly post: BoardPost;
}>;

/** A post was closed; the list is shown again. */
export type BoardCloseEvent = CustomEvent<{
  /** Id of the post that was closed. */
  readonly id: string;
}>;

/** The reader has gone to another page of the table. */
export type BoardPageEvent = CustomEvent<{
  /** Number of the page, counted from 1. */
  readonly page: number;
}>;

/** The element's own events. */
export interface BoardEvents {
  load: BoardLoadEvent;
  error: BoardErrorEvent;
  open: BoardOpenEvent;
  close: BoardCloseEvent;
  page: BoardPageEvent;
}

export interface BoardViewEventMap extends Omit<HTMLElementEventMap, keyof BoardEvents>, BoardEvents {}

/**
 * Shows the posts of a board: a list, and each post in its place.
 *
 * custom-elements.json and the tables of README.md are generated from this
 * comment and those of the members.
 *
 * @tagname board-view
 * @attr {string} lang - Language of the element's own words and dates; by default the nearest ancestor's.
 * @slot - The fallback: shown until the list has loaded, and if loading fails.
 * @fires {BoardLoadEvent} load - The list has loaded, or more of it.
 * @fires {BoardErrorEvent} error - The list could not be loaded or refreshed.
 * @fires {BoardOpenEvent} open - A post is about to be shown; a page may cancel it.
 * @fires {BoardCloseEvent} close - A post was closed; the list is shown again.
 * @fires {BoardPageEvent} page - The reader has gone to another page of the table.
 * @csspart board - everything
 * @csspart top - the list, or what is shown instead
 * @csspart find - the search field and the filters
 * @csspart search - the search field
 * @csspart filter - every filter
 * @csspart tag - the filter by tag
 * @csspart year - the filter by year
 * @csspart author - the filter by author
 * @csspart order - the choice between the newest and the most relevant first
 * @csspart list - the list
 * @csspart head - head of the table
 * @csspart placeholder - space of a row while the list is loading
 * @csspart row - a row of the list
 * @csspart pinned - a pinned row
 * @csspart cell - every cell of the table
 * @csspart number-cell - cell with a row's number, or its pin
 * @csspart subject-cell - cell with a row's subject
 * @csspart by-cell - cell with a row's author
 * @csspart date-cell - cell with a row's date
 * @csspart picture - picture of a card or a tile
 * @csspart summary - summary on a card
 * @csspart passage - the part of a post's text with words that were sought
 * @csspart mark - such a word
 * @csspart meta - date and pin of a row
 * @csspart date - date of a row
 * @csspart pin - the word “pinned”
 * @csspart subject - the link to a post
 * @csspart label - label before the subject
 * @csspart by - author of a row
 * @csspart post - an open post, with its buttons
 * @csspart toolbar - above a post
 * @csspart tools - buttons and links to copy, print or read the original
 * @csspart original - link to the post's own page
 * @csspart copy - copy the link
 * @csspart clipboard - invisible text field while the link is copied
 * @csspart print - print the post
 * @csspart paper - invisible frame while the post is printed
 * @csspart translations - the post in other languages
 * @csspart photo - button around a photo, which opens it large
 * @csspart viewer - dialog with a large photo
 * @csspart close - button that closes the viewer
 * @csspart previous-photo - button to the previous photo
 * @csspart next-photo - button to the next photo
 * @csspart body - container of the article
 * @csspart note - note that a post is shown as plain text
 * @csspart neighbors - the newer and the older post
 * @csspart footer - below the list
 * @csspart status - the status line
 * @csspart signed - who has signed the board, and when (key)
 * @csspart button - every button
 * @csspart load - button that loads the list (load="click")
 * @csspart more - button for older posts
 * @csspart pages - page numbers of a table
 * @csspart page - a page number
 * @csspart current - number of the current page
 * @csspart previous - button to the previous page
 * @csspart next - button to the next page
 * @csspart news - button that shows new posts
 * @csspart retry - button to try again
 * @csspart back - button back to the list
 * @csspart pictures - button that shows pictures from other sites
 * @csspart newer - button to the newer post
 * @csspart older - button to the older post
 * @cssprop [--board-font=1rem/1.6 system-ui, sans-serif] - font
 * @cssprop [--board-font-mono=ui-monospace, monospace] - font family of code
 * @cssprop --board-text - colour of text
 * @cssprop --board-muted - colour of dates, names and captions
 * @cssprop --board-accent - colour of links and buttons
 * @cssprop --board-border - colour of lines
 * @cssprop --board-soft - background of captions, code and the row under the pointer
 * @cssprop --board-background - background
 * @cssprop --board-card - minimum width of a card or a tile
 * @cssprop [--board-space=.85rem] - space above and below the content of a row
 * @cssprop --board-gap - space between cards, and between tiles
 * @cssprop [--board-radius=.5rem] - radius of corners
 */
export class BoardView extends HTMLElement {
  /**
   * Registers the element unless the name is taken. Importing "board-view" does
   * so; "board-view/class" leaves it to you.
   */
  static define(tag?: string, registry?: CustomElementRegistry): typeof BoardView;

  /**
   * Address of a JSON Feed, or of one post's source (.txt or .md).
   * @attr src
   */
  src: string;

  /**
   * Public keys, as board key show prints them, separated by spaces. Nothing is shown of a board that none of them has
   * signed, and where a file is not what was signed, the last verified copy stays. A root key stands for those it names.
   * @attr key
   * @default ''
   */
  key: string;

  /**
   * The same under another name: React and Vue take key for their own, and would show the board unverified.
   * @attr signed-by
   * @default ''
   */
  signedBy: string;

  /**
   * With "show", a browser that cannot verify (before Chrome 137, Firefox 129, Safari 17, or without HTTPS) shows the board
   * and says that it is not verified. By default it shows nothing of it.
   * @attr key-fallback
   * @default ''
   */
  keyFallback: string;

  /**
   * Layout of the list; "latest" shows one line for each post.
   * @attr layout
   * @default 'list'
   */
  layout: 'list' | 'table' | 'cards' | 'tiles' | 'latest';

  /**
   * Number of posts shown at once. 0 means 20 in a table, 5 in "latest", and else as many as a page of the feed has.
   * @attr limit
   * @default 0
   */
  limit: number;

  /**
   * Shows a search field, and filters by tag, year and, with a search index, author, and a choice of the order. They cover all posts of a board that has a search index, and of another feed the first 50 pages.
   * @attr search
   * @default false
   */
  search: boolean;

  /**
   * Puts the open post into the page's address: "#news=2019-11-26-meeting", under the element's id, or the tag's name
   * if it has none. Each of several boards on a page needs an id. A post that has not been read is fetched from its own
   * file, or, from another program's feed, sought page by page. Without this attribute, address and history do not change.
   * @attr deep-links
   * @default false
   */
  deepLinks: boolean;

  /**
   * When the feed is requested. "click", or an unknown word, waits for the reader's click or for reload().
   * @attr load
   * @default 'auto'
   */
  load: 'auto' | 'click';

  /**
   * Storage for the last good copy of the list, which is shown when the feed cannot be loaded.
   * @attr keep
   * @default 'off'
   */
  keep: 'off' | 'session' | 'local';

  /**
   * How often to look for new posts while the list is in view: "15m", in s, m or h, at least a minute.
   * @attr refresh
   * @default ''
   */
  refresh: string;

  /**
   * How much formatting is shown. An unknown word means "text".
   * @attr policy
   * @default 'full'
   */
  policy: 'full' | 'basic' | 'text';

  /**
   * Where pictures may come from: the board's origin, any https address, or nowhere. An unknown word means "off".
   * @attr images
   * @default 'board'
   */
  images: 'board' | 'any' | 'off';

  /**
   * Colours: light or dark as the page's color-scheme is, or always one of them, or the page's own.
   * @attr theme
   * @default 'auto'
   */
  theme: 'auto' | 'light' | 'dark' | 'inherit';

  /**
   * Level of a post's heading, 1 to 6.
   * @attr heading-level
   * @default 2
   */
  headingLevel: number;

  /** Replacements for the widget's words, by name: { more: 'Show more' }. */
  strings: { readonly [word in BoardWord]?: string };

  /** State of the list. */
  readonly state: BoardState;

  /** The posts loaded so far. */
  readonly posts: readonly BoardPost[];

  /** Reads the feed again. The list stays until the new one has loaded. */
  reload(): Promise<void>;

  /** Shows a post of the list. Resolves with false if no post has that id, or the page cancelled it. */
  open(id: string): Promise<boolean>;

  /** Closes the post and shows the list again. */
  close(): void;
}

// Typed events.
export interface BoardView {
  addEventListener<K extends keyof BoardViewEventMap>(
    type: K,
    listener: (this: BoardView, event: BoardViewEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof BoardViewEventMap>(
    type: K,
    listener: (this: BoardView, event: BoardViewEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** The properties that can be set, for react.d.ts and vue.d.ts. */
export type BoardViewProperties = Partial<
  Omit<BoardView, keyof HTMLElement | 'state' | 'posts' | 'reload' | 'open' | 'close'>
>;

/** The same, named like the attributes: heading-level. */
export type BoardViewAttributes = {
  [K in keyof BoardViewProperties as K extends `${infer A}L${infer B}` ? `${A}-l${B}` : K extends 'keyFallback' ? 'key-fallback' : K extends 'signedBy' ? 'signed-by' : K]: BoardViewProperties[K];
};

declare global {
  interface HTMLElementTagNameMap {
    'board-view': BoardView;
  }
}
