#!/bin/sh
# Makes the file system of the image: node with the libraries that it links, the program, and the user that runs it.
# Usage: make-rootfs.sh NODE PACKAGE TARGET, where PACKAGE is the directory of the installed or built package.
set -eu
node=$1 package=$2 target=$3

# /src, /dumps, /state and /etc/create-dump are there to be mounted: a read-only root has no room for new directories.
mkdir -p "$target/bin" "$target/etc/create-dump" "$target/opt/create-dump" "$target/src" "$target/dumps" "$target/state"
cp -L "$node" "$target/bin/node"
# ldd prints `name => path (address)`, and `path (address)` for the loader.
ldd "$node" | grep -o '/[^ )]*' | while read -r library; do
  mkdir -p "$target${library%/*}"
  cp -L "$library" "$target$library"
done
cp -R "$package/dist" "$package/package.json" "$package/LICENSE" "$target/opt/create-dump"
chmod -R a+rX "$target"
cat >"$target/etc/passwd" <<'END'
root:x:0:0:root:/:/sbin/nologin
create-dump:x:65532:65532:create-dump:/src:/sbin/nologin
END
