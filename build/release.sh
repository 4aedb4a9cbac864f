#!/bin/sh
# Builds the program for each platform into bin/release, with checksums and, for each, a list of the modules it is made of.
# VERSION and LDFLAGS come from the Makefile. The screens must have been built before.
set -eu
out=bin/release
rm -rf "$out"
mkdir -p "$out"
for platform in ${PLATFORMS:-linux/amd64 linux/arm64 darwin/amd64 darwin/arm64}; do
	os=${platform%/*} arch=${platform#*/}
	name="ringback-$VERSION-$os-$arch"
	echo "$name"
	CGO_ENABLED=0 GOOS=$os GOARCH=$arch go build -trimpath -ldflags "$LDFLAGS" -o "$out/$name" ./cmd/ringback
	go version -m "$out/$name" | sed "1s|.*|$name|" > "$out/$name.modules.txt"
done
cd "$out"
sha256sum ringback-* > SHA256SUMS
