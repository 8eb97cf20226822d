package deploy

// A Progress is called while a long task goes on: of all files, done are
// done. what is a participle: "read", "made". A nil Progress does nothing.
type Progress func(what string, done, all int)

// Report calls p unless it is nil.
func (p Progress) Report(what string, done, all int) {
	if p != nil {
		p(what, done, all)
	}
}
