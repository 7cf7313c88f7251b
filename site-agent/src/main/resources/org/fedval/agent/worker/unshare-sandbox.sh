# Runs in new mount, network, process, IPC and user namespaces; any failure ends it.
# Arguments: ROOT READABLE... --devices DEVICE... -- COMMAND...
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
root=$1
shift

# The new root is in memory and holds nothing but what is named.
mount -t tmpfs -o size=1m,nr_inodes=4k,mode=755,nosuid,nodev worker "$root"
bind() {
  if [ -L "$1" ]; then
    ln -s "$(readlink "$1")" "$root$1"
  else
    if [ -d "$1" ]; then
      mkdir -p "$root$1"
    else
      mkdir -p "$root$(dirname "$1")"
      : >"$root$1"
    fi
    mount --rbind "$1" "$root$1"
    [ "$2" = rw ] || mount -o remount,bind,ro "$root$1"
  fi
}
while [ "$1" != --devices ]; do
  bind "$1" ro
  shift
done
shift
mkdir -p "$root/dev" "$root/proc" "$root/worker" "$root/.old"
for device in null zero random urandom; do
  bind "/dev/$device" rw
done
while [ "$1" != -- ]; do
  bind "$1" rw
  shift
done
shift
mount -t tmpfs -o size=2g,mode=700,nosuid,nodev worker "$root/worker"
mount -t proc proc "$root/proc"

# Leave the old root for good.
cd "$root"
pivot_root . .old
umount -l /.old
rmdir /.old
mount -o remount,ro /
cd /worker
exec env -i setpriv --no-new-privs --inh-caps=-all --bounding-set=-all "$@"
