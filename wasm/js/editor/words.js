// The editor's words in all languages of the widget. In a table each language has one
// line: "|" separates words, ";" separates forms of one. The kinds of findings are those
// of errors.go, in words for people who have never seen the program.

import { wordsIn } from '../strings.js';

/** languages are the languages of the editor, with their own names. */
export const languages = [
  ['en', 'English'], ['ko', '한국어'], ['ru', 'Русский'], ['ar', 'العربية'], ['fr', 'Français'], ['es', 'Español'], ['zh', '中文'],
  ['mn', 'Монгол'], ['tr', 'Türkçe'], ['kk', 'Қазақша'], ['fa', 'فارسی'], ['de', 'Deutsch'], ['ja', '日本語'],
];

export const dir = (lang) => (lang === 'ar' || lang === 'fa' ? 'rtl' : 'ltr');

const stateNames = ['draft', 'withdrawn', 'held', 'later', 'expired', 'published'];
const kindNames = ['held-back', 'changed', 'bad-value', 'unknown-field', 'guessed', 'missing', 'inconsistent', 'left-out', 'discloses', 'file-error'];
const droppedNames = ['pictures', 'looks', 'comments', 'changes', 'embedded', 'links'];

/** wordsOf returns all words in a language, or else in English. */
export function wordsOf(locale) {
  const words = { ...wordsIn(general, locale), ...wordsIn(fields, locale), ...wordsIn(dialogs, locale) };
  const list = (table, names) => Object.fromEntries(wordsIn(table, locale).all.split(';').map((word, i) => [names[i], word]));
  return { ...words, states: list(states, stateNames), kinds: list(kinds, kindNames), dropped: list(dropped, droppedNames) };
}

const general = {
  names: 'app|posts|new|openFile|openFolder|welcome|filter|loading|language|save|download|saved|unsaved|savedAs|undo|redo|actions|publish|toDraft|withdraw|rename|versions|preview|asWidget|asPage|findings|nothingFound|untitled|failed|unreadable',
  en: 'Posts|All posts|New post|Open a file|Open a folder|Write a post here and download it, or open a file to change it. Nothing leaves this computer.|Find a post|Loading…|Language|Save|Download|saved|not saved yet|Saved: {}|Undo|Redo|More|Publish|Make it a draft|Withdraw|Rename|Earlier versions|Preview|On a partner’s page|On the board|1 thing to look at;{} things to look at|Nothing to mend|New post|That did not work: {}|This file is not UTF-8 text. It can be read here, not changed.',
};

const fields = {
  names: 'subject|date|postLanguage|by|byHint|tags|tagsHint|photos|addPhotos|dropHere|caption|alt|altMissing|remove|text|bold|italic|heading|bullets|quote|link|attachments|addFiles|attachmentTitle|documentNote|more|embargo|expires|updated|pinned|id|translates|url|source|sourceHint|locked|line|added|photoFailed|pasted|leftOut|close',
  en: 'Subject|Date|Language of the post|By|One a line: name (e-mail address or link)|Tags|With commas between them|Photos|Add photos|or drop them anywhere|Caption|What it shows, for those who cannot see it|Say in words what the picture shows.|Remove|Text|Bold|Italic|Heading|List|Quotation|Link|Attachments|Add documents|Title|Documents are published as they are, with what they tell about their authors.|More fields|Not before|Show until|Corrected on|Keep at the top of the list|Name in the address|Translation of|Address of the original|Source|The file as it is. Every change above is a change here.|This is written in a way that only the source below can change.|Line {}|Added: {}|{} is not a picture or document that can be added.|Pasted|Left out of what was pasted: {}.|Close',
};

const dialogs = {
  names: 'ok|cancel|reason|fileName|taken|conflict|theirs|mine|takeVersion|noVersions|restore|restoreYes|restoreNo',
  en: 'OK|Cancel|Reason that readers will see|File name|There is a file of this name already|Somebody has saved this post since you opened it. Lines of theirs are struck out, yours are underlined.|Take theirs|Save mine over it|Go back to this version|There are no earlier versions yet.|Something you wrote on {} was not saved.|Continue with it|Discard it',
};

const states = {
  names: 'all',
  en: 'Draft;Withdrawn;Held back;Not yet due;Expired;Published',
};

const kinds = {
  names: 'all',
  en: 'The post is not shown until this is mended.;This is shown in another form.;This value cannot be used.;There is no field of this name.;This is not certain: it was read as what it most likely means.;Something is missing here.;Two things contradict each other.;This is left out.;This tells more than it should.;This file cannot be read.',
};

const dropped = {
  names: 'all',
  en: 'pictures, which you can add as photos;colours, fonts and underlining;comments;deleted words;embedded things and buttons;links to files of your computer',
};
