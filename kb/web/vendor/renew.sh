#!/bin/sh
# Fetches the vendored npm packages in the versions below and keeps of each what is served, and its licence.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

keep() { # folder package version file...
	folder=$1 package=$2 version=$3
	shift 3
	(cd "$work" && npm pack --silent "$package@$version" >/dev/null && tar xzf "$package-$version.tgz")
	mkdir -p "$here/$folder"
	for file in "$@" LICENSE; do cp "$work/package/$file" "$here/$folder/"; done
	rm -rf "$work/package"
}

keep graphiql graphiql 4.1.2 graphiql.min.js graphiql.min.css
keep react react 18.3.1 umd/react.production.min.js
keep react react-dom 18.3.1 umd/react-dom.production.min.js
