// Package validate holds what Publish writes against the definitions of its
// formats, with validators of others: the Nu Html Checker for pages and the
// style sheet, RELAX NG for RSS and Atom, the sitemap protocol's own schemas,
// TypeScript for the JSON formats, and a newsreader's library that reads
// every feed. It is a module of its own: its tests want Java, Node.js, npm
// and xmllint.
package validate
