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

/** The list, or more of it, has come. */
export type BoardLoadEvent = CustomEvent<{ readonly src: string; readonly count: number }>;

/** The list could not be loaded or refreshed. */
export type BoardErrorEvent = CustomEvent<{ readonly src: string; readonly error: Error }>;

/** A post is about to be shown. A page that takes over, to go to a page of its own, cancels it. */
export type BoardOpenEvent = CustomEvent<{ readonly id: string; readonly post: BoardPost }>;

/** The reader is back at the list. */
export type BoardCloseEvent = CustomEvent<{ readonly id: string }>;

export interface BoardViewEventMap extends Omit<HTMLElementEventMap, 'load' | 'error' | 'close'> {
  load: BoardLoadEvent;
  error: BoardErrorEvent;
  open: BoardOpenEvent;
  close: BoardCloseEvent;
}

/**
 * <board-view src="https://publisher.example/board/feed.json">: a board's
 * posts on any page. Its children are shown until there is something better.
 */
export class BoardView extends HTMLElement {
  /**
   * Registers the element unless the name is taken. Importing "board-view" has
   * done so; "board-view/class" leaves it to you.
   */
  static define(tag?: string, registry?: CustomElementRegistry): typeof BoardView;

  /** Address of a JSON Feed, or of one post's source (.txt or .md). */
  src: string;
  /** How much formatting is shown. Default "full"; a word it does not know means "text". */
  policy: 'full' | 'basic' | 'text';
  /** Where pictures may come from without asking. Default "board"; a word it does not know means "off". */
  images: 'board' | 'any' | 'off';
  /** How the list looks. Default "list". */
  layout: 'list' | 'table' | 'cards' | 'tiles' | 'latest';
  /** How many posts come at once; 0, the default: as many as a page of the feed has, of the latest 5. */
  limit: number;
  /** Default "auto": as the reader's system has it. */
  theme: 'auto' | 'light' | 'dark' | 'inherit';
  /** Level of a post's heading, 1 to 6. Default 2. */
  headingLevel: number;

  /** Replaces words of the widget, by their names: { more: 'Show more' }. */
  strings: Readonly<Record<string, string>>;

  readonly state: BoardState;
  readonly posts: readonly BoardPost[];

  /** Reads the feed again; the list stays until the new one is there. */
  reload(): Promise<void>;
  /** Shows a post of the list, at once; false if the list has none of that id. */
  open(id: string): Promise<boolean>;
  /** Goes back to the list. */
  close(): void;

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

declare global {
  interface HTMLElementTagNameMap {
    'board-view': BoardView;
  }
}
