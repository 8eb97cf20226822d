// Package validate checks the files that Publish writes against the
// definitions of their formats, with validators that other people wrote: the
// Nu Html Checker for pages and the style sheet, RELAX NG for RSS and Atom,
// the schemas of the sitemap protocol, TypeScript for the JSON formats, and a
// library for newsreaders that reads every feed. It is a module of its own
// because its tests need Java, Node.js, npm and xmllint.
package validate
