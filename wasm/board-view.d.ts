/** A post, as the list shows it. All texts are the publisher's: set them as text, not as HTML. */
export interface BoardPost {
  readonly id: string;
  readonly subject: string;
  /** What stands in brackets before the subject: "Nov 26". */
  readonly label: string;
  /** "2019-11-26", or a date with a time (RFC 3339); empty if there is none. */
  readonly date: string;
  readonly by: string;
  /** The post's own page: http or https, or empty. */
  readonly url: string;
  readonly pinned: boolean;
}

export type BoardState = 'idle' | 'loading' | 'ready' | 'empty' | 'stale' | 'error';

/**
 * The widget's own words; {} stands for a number or a name, "one;many" where a language has two forms. The
 * reasons for a failure are "offline;no answer;unreadable".
 */
export type BoardWord =
  | 'loading' | 'count' | 'empty' | 'failed' | 'reasons' | 'stale' | 'retry' | 'load' | 'more' | 'pinned' | 'number' | 'subject' | 'by' | 'date'
  | 'back' | 'newer' | 'older' | 'original' | 'plain' | 'pictures' | 'copy' | 'copied' | 'print' | 'translations'
  | 'enlarge' | 'close' | 'previousPhoto' | 'nextPhoto'
  | 'search' | 'tag' | 'tags' | 'year' | 'years' | 'found' | 'pages' | 'previous' | 'next' | 'news' | 'changed' | 'gone';

/** The list, or more of it, has come. */
export type BoardLoadEvent = CustomEvent<{
  /** Address of the feed. */
  readonly src: string;
  /** How many posts have come so far. */
  readonly count: number;
}>;

/** The list could not be loaded or refreshed. */
export type BoardErrorEvent = CustomEvent<{
  /** Address of the feed. */
  readonly src: string;
  /** Why: a word, or what the server answered. */
  readonly reason: 'offline' | 'silent' | 'slow' | 'large' | 'unreadable' | `HTTP ${number}`;
  /** What was thrown, for developers. */
  readonly error: Error;
}>;

/** A post is about to be shown. A page that takes over, to go to a page of its own, cancels it. */
export type BoardOpenEvent = CustomEvent<{
  /** The post's id, as open(id) takes it. */
  readonly id: string;
  /** The post, as in posts. */
  readonly post: BoardPost;
}>;

/** The reader is back at the list. */
export type BoardCloseEvent = CustomEvent<{
  /** Id of the post that was open. */
  readonly id: string;
}>;

/** The reader has turned to a page of the table. */
export type BoardPageEvent = CustomEvent<{
  /** Its number; the first is 1. */
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
 * A board's posts on any page: a list, and each post in place.
 *
 * custom-elements.json and the tables of README.md are made of this comment
 * and those of the members.
 *
 * @tagname board-view
 * @attr {string} lang - Language of the element's own words and dates; the nearest ancestor's if absent.
 * @slot - The fallback: shown until there is something better, and again if loading fails.
 * @fires {BoardLoadEvent} load - The list, or more of it, has come.
 * @fires {BoardErrorEvent} error - The list could not be loaded or refreshed.
 * @fires {BoardOpenEvent} open - A post is about to be shown; a page that takes over cancels it.
 * @fires {BoardCloseEvent} close - The reader is back at the list.
 * @fires {BoardPageEvent} page - The reader has turned to a page of the table.
 * @csspart board - everything
 * @csspart top - the list, or what stands there instead
 * @csspart find - the search field and the filters
 * @csspart search - the search field
 * @csspart filter - every filter
 * @csspart tag - the filter by tag
 * @csspart year - the filter by year
 * @csspart list - the list
 * @csspart head - head of the table
 * @csspart placeholder - room for a row while the list is loading
 * @csspart row - a row of the list
 * @csspart pinned - a row that is pinned
 * @csspart cell - every cell of the table
 * @csspart number-cell - cell with a row's number, or its pin
 * @csspart subject-cell - cell with a row's subject
 * @csspart by-cell - cell with a row's author
 * @csspart date-cell - cell with a row's date
 * @csspart picture - picture of a card or a tile
 * @csspart summary - summary on a card
 * @csspart meta - date and pin of a row
 * @csspart date - date of a row
 * @csspart pin - the word “pinned”
 * @csspart subject - the link to a post
 * @csspart label - what stands in brackets before the subject
 * @csspart by - author of a row
 * @csspart post - an open post with its buttons
 * @csspart toolbar - above a post
 * @csspart tools - what can be done with a post
 * @csspart original - link to the post's own page
 * @csspart copy - copy the link
 * @csspart clipboard - what is copied, for a moment
 * @csspart print - print the post
 * @csspart paper - what is printed, for a moment
 * @csspart translations - the post in other languages
 * @csspart photo - a photo of the post, which opens large
 * @csspart viewer - a photo, large
 * @csspart close - close it
 * @csspart previous-photo - the photo before it
 * @csspart next-photo - the photo after it
 * @csspart body - around the article
 * @csspart note - why a post is plain text
 * @csspart neighbors - below a post
 * @csspart footer - below the list
 * @csspart status - the status line
 * @csspart button - every button
 * @csspart load - load the posts, where nothing is asked before a click
 * @csspart more - older posts
 * @csspart pages - the pages of a table
 * @csspart page - a page of a table
 * @csspart current - the page that is shown
 * @csspart previous - the page before it
 * @csspart next - the page after it
 * @csspart news - new posts have come
 * @csspart retry - try again
 * @csspart back - back to the list
 * @csspart pictures - show pictures from other sites
 * @csspart newer - the newer post
 * @csspart older - the older post
 * @cssprop [--board-font=1rem/1.6 system-ui, sans-serif] - font of everything
 * @cssprop [--board-font-mono=ui-monospace, monospace] - font family of code
 * @cssprop --board-text - colour of text
 * @cssprop --board-muted - colour of dates, names and captions
 * @cssprop --board-accent - colour of links and buttons
 * @cssprop --board-border - colour of lines
 * @cssprop --board-soft - background of captions, code and the row under the pointer
 * @cssprop --board-background - background
 * @cssprop --board-card - least width of a card or a tile
 * @cssprop [--board-space=.85rem] - space above and below what is in a row
 * @cssprop --board-gap - space between cards, and between tiles
 * @cssprop [--board-radius=.5rem] - radius of corners
 */
export class BoardView extends HTMLElement {
  /**
   * Registers the element unless the name is taken. Importing "board-view" has
   * done so; "board-view/class" leaves it to you.
   */
  static define(tag?: string, registry?: CustomElementRegistry): typeof BoardView;

  /**
   * Address of a JSON Feed, or of one post's source (.txt or .md).
   * @attr src
   */
  src: string;

  /**
   * How the list looks; the latest are one line each.
   * @attr layout
   * @default 'list'
   */
  layout: 'list' | 'table' | 'cards' | 'tiles' | 'latest';

  /**
   * How many posts come at once; 0: as many as a page of the feed has, in a table 20, of the latest 5.
   * @attr limit
   * @default 0
   */
  limit: number;

  /**
   * A search field, and filters by tag and year, over all that the feed and its archives have.
   * @attr search
   * @default false
   */
  search: boolean;

  /**
   * An open post is in the page's address: "#news=2019-11-26-meeting" with the element's id, which each of several
   * boards on a page needs, or with the tag's name. Without it the address and the history are left alone.
   * @attr deep-links
   * @default false
   */
  deepLinks: boolean;

  /**
   * When the feed is asked for; "click", and a word it does not know: not before the reader, or reload(), wants it.
   * @attr load
   * @default 'auto'
   */
  load: 'auto' | 'click';

  /**
   * Where the last good copy of the list is kept, for when the feed cannot be loaded.
   * @attr keep
   * @default 'off'
   */
  keep: 'off' | 'session' | 'local';

  /**
   * How often to look for new posts while the list is in view: "15m", in seconds, minutes or hours, a minute at least.
   * @attr refresh
   * @default ''
   */
  refresh: string;

  /**
   * How much formatting is shown; a word it does not know means "text".
   * @attr policy
   * @default 'full'
   */
  policy: 'full' | 'basic' | 'text';

  /**
   * Where pictures may come from without asking; a word it does not know means "off".
   * @attr images
   * @default 'board'
   */
  images: 'board' | 'any' | 'off';

  /**
   * Light or dark, as the reader's system has it, or the page's own colours.
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

  /** Replaces words of the widget, by their names: { more: 'Show more' }. */
  strings: { readonly [word in BoardWord]?: string };

  /** What the list is doing. */
  readonly state: BoardState;

  /** The posts that are listed so far. */
  readonly posts: readonly BoardPost[];

  /** Reads the feed again; the list stays until the new one is there. */
  reload(): Promise<void>;

  /** Shows a post of the list, at once; false if the list has none of that id. */
  open(id: string): Promise<boolean>;

  /** Goes back to the list. */
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

/** What can be set: react.d.ts and vue.d.ts make the types of these frameworks of it. */
export type BoardViewProperties = Partial<
  Omit<BoardView, keyof HTMLElement | 'state' | 'posts' | 'reload' | 'open' | 'close'>
>;

/** The same by the names of attributes: heading-level. */
export type BoardViewAttributes = {
  [K in keyof BoardViewProperties as K extends `${infer A}L${infer B}` ? `${A}-l${B}` : K]: BoardViewProperties[K];
};

declare global {
  interface HTMLElementTagNameMap {
    'board-view': BoardView;
  }
}
