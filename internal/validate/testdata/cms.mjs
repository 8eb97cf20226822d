// Judges a configuration, as JSON on standard input, as Sveltia CMS and Decap CMS do:
//
//   node cms.mjs SCHEMA CONFIGSCHEMA.JS
//
// The first is Sveltia's published JSON Schema. The second is the file of Decap's sources
// that has its schema; what it imports from the rest of Decap stands in here.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cwd } from 'node:process';

const require = createRequire(join(cwd(), 'x.js'));
const Ajv = require('ajv').default ?? require('ajv');
const keywords = require('ajv-keywords/dist/keywords').default ?? require('ajv-keywords/dist/keywords');
const config = JSON.parse(readFileSync(0, 'utf8'));
const [, , sveltia, decap] = process.argv;

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const judge = ajv.compile(JSON.parse(readFileSync(sveltia, 'utf8')));
const wrong = judge(config) ? [] : judge.errors.map(({ instancePath, message }) => `Sveltia: ${instancePath} ${message}`);

const source = readFileSync(decap, 'utf8').replaceAll(/^import [^;]*;$/gm, '').replaceAll(/^export /gm, '');
const widgets = ['string', 'datetime', 'boolean', 'list', 'image', 'file', 'markdown', 'text', 'object', 'select', 'number', 'hidden', 'relation'];
const stand = {
  AJV: Ajv, select: keywords.select, uniqueItemProperties: keywords.uniqueItemProperties, instanceOf: keywords.instanceof, prohibited: keywords.prohibited,
  ajvErrors: require('ajv-errors').default ?? require('ajv-errors'),
  frontmatterFormats: ['yaml-frontmatter', 'toml-frontmatter', 'json-frontmatter'], extensionFormatters: { md: {}, yml: {}, json: {} },
  getWidgets: () => widgets.map((name) => ({ name, schema: {} })),
  I18N_STRUCTURE: { MULTIPLE_FOLDERS: 'multiple_folders' }, I18N_FIELD: { TRANSLATE: 'translate' }, console: { error() {} },
};
const validate = new Function(...Object.keys(stand), `${source}; return validateConfig;`)(...Object.values(stand));
try {
  validate(config);
} catch (error) {
  wrong.push(...String(error.message ?? error).split('\n').map((line) => `Decap: ${line}`));
}
if (wrong.length) {
  console.log(wrong.join('\n'));
  process.exit(1);
}
