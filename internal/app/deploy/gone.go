package deliver

import "strings"

// Gone gives the IDs of posts that had a page and have none any more. They
// were deleted, or have expired, or somebody has changed a subject that the
// ID was made of.
func (p *Plan) Gone() (ids []string) {
	for _, s := range p.Steps {
		id, page := strings.CutSuffix(strings.TrimPrefix(s.Name, "posts/"), "/index.html")
		if s.Kind == Remove && page && strings.HasPrefix(s.Name, "posts/") {
			ids = append(ids, id)
		}
	}
	return ids
}
