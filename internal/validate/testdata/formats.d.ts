// The JSON formats of a board, as their specifications define them.

type Web = `${"http" | "https"}://${string}`;
type Moment = `${number}-${string}-${string}T${string}:${string}:${string}`;

/** jsonfeed.org/version/1.1 */
export interface Feed {
	version: "https://jsonfeed.org/version/1.1";
	title: string;
	home_page_url: Web;
	feed_url: Web;
	next_url?: Web;
	description?: string;
	language?: string;
	items: Item[];
	_board?: { total?: number; search?: string; base?: `../${string}` };
}

export interface Item {
	id: `tag:${string},${string}:${string}`;
	url: Web;
	external_url?: Web;
	title?: string;
	content_html: string;
	content_text?: string;
	summary?: string;
	image?: Web;
	date_published?: Moment;
	date_modified?: Moment;
	authors?: { name: string; url?: Web; avatar?: Web }[];
	tags?: string[];
	language?: string;
	attachments?: { url: Web; mime_type: `${string}/${string}`; title?: string; size_in_bytes?: number; duration_in_seconds?: number }[];
	_board: object;
}

/** oembed.com § 2.3.4, the type "link" */
export interface OEmbed {
	type: "rich";
	version: "1.0";
	html: string;
	width: number;
	height: number;
	title?: string;
	author_name?: string;
	author_url?: Web;
	provider_name?: string;
	provider_url?: Web;
	cache_age?: number;
	thumbnail_url?: Web;
	thumbnail_width?: number;
	thumbnail_height?: number;
}
