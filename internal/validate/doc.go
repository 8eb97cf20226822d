// Package validate checks the files that Publish writes with third-party
// validators: the Nu Html Checker for pages and the style sheet, RELAX NG
// grammars for RSS and Atom, the schema of the sitemap protocol, TypeScript
// for the JSON formats, and the feed parser of a newsreader. It contains tests
// only, in a separate module, because they need Java, Node.js, npm and
// xmllint.
package validate
