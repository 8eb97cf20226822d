package plaintext

// FileKey leaves a name as it is: the engine writes no files.
func FileKey(name string) string { return name }
