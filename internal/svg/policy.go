package svg

import (
	"strings"
	"sync"
)

// elements are those that draw, and what these need (SVG 2). Not among them are
// script and foreignObject, which run anything; a, which leads elsewhere; and
// animations, which can set any attribute.
const elements = `
	svg g defs symbol use switch title desc style
	path rect circle ellipse line polyline polygon image
	text tspan textPath
	linearGradient radialGradient stop pattern marker clipPath mask
	filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
	feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur
	feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
	feTurbulence view`

// attributes are those of these elements, but for href, which is checked by
// itself, and event handlers.
const attributes = `
	id class lang role tabindex viewBox preserveAspectRatio version x y width height rx ry r cx cy d points
	pathLength x1 y1 x2 y2 dx dy rotate textLength lengthAdjust startOffset method spacing side fx fy fr
	offset gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform
	markerUnits markerWidth markerHeight refX refY orient clipPathUnits maskUnits maskContentUnits
	filterUnits primitiveUnits in in2 result mode type values tableValues slope intercept amplitude exponent
	operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode kernelUnitLength
	preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent scale xChannelSelector
	yChannelSelector azimuth elevation z pointsAtX pointsAtY pointsAtZ limitingConeAngle radius stdDeviation
	baseFrequency numOctaves seed stitchTiles requiredFeatures systemLanguage media style
	alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
	color-interpolation-filters color-rendering cursor direction display dominant-baseline
	enable-background fill fill-opacity fill-rule filter flood-color flood-opacity font font-family
	font-feature-settings font-size font-size-adjust font-stretch font-style font-variant font-weight
	glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning
	letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type mix-blend-mode
	opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke
	stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
	stroke-width text-align text-anchor text-decoration text-overflow text-rendering transform
	transform-origin unicode-bidi vector-effect visibility white-space word-spacing writing-mode
	aria-label aria-labelledby aria-describedby aria-hidden`

// An allowList has the names that come out, by their lower-case forms: HTML's
// tokenizer knows no others.
type allowList struct{ elements, attributes map[string]string }

var (
	list     allowList
	listOnce sync.Once
)

// lookUp makes the allow-list when it is needed first.
func lookUp() *allowList {
	listOnce.Do(func() { list = allowList{byLowerCase(elements), byLowerCase(attributes)} })
	return &list
}

func byLowerCase(names string) map[string]string {
	m := make(map[string]string)
	for name := range strings.FieldsSeq(names) {
		m[strings.ToLower(name)] = name
	}
	return m
}
