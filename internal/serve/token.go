package serve

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// tokenForm is what rand.Text gives: 26 letters of base 32, 130 bits.
var tokenForm = regexp.MustCompile(`^[A-Z2-7]{26}$`)

// KeptToken is the token of the last server on that port which asked for it, so that links
// to its views stay good; the first time it is a new one. It is kept where only its owner
// may read.
func KeptToken(port int) (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("keeping the link: %w", err)
	}
	path := filepath.Join(dir, "casus", fmt.Sprintf("serve-%d.token", port))
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		token := rand.Text()
		return token, writeToken(path, token)
	case err != nil:
		return "", fmt.Errorf("keeping the link: %w", err)
	case info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/':
		return "", fmt.Errorf("%s can be read by others, so that it keeps nobody out\ncasus: hint: delete it, and a new link is made", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("keeping the link: %w", err)
	}
	token := strings.TrimSpace(string(text))
	if !tokenForm.MatchString(token) {
		return "", fmt.Errorf("%s holds no token\ncasus: hint: delete it, and a new link is made", path)
	}
	return token, nil
}

// writeToken makes the file with its permissions, so that there is no moment at which
// others may read it.
func writeToken(path, token string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(token + "\n")
	return errors.Join(err, f.Close())
}
