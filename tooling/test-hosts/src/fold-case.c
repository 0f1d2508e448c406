// A FUSE file system that shows a directory as a case-insensitive, case-preserving one, as macOS has by default:
//   fold-case DIRECTORY MOUNT-POINT
// A name that doesn't exist as it is spelled stands for the one that differs from it only in case. Names that aren't UTF-8 are
// compared byte by byte. Wants root.
#define FUSE_USE_VERSION 312
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fuse_lowlevel.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <wctype.h>

// A file that the kernel knows: all its names lead to the same one.
struct node {
  int descriptor; // O_PATH
  ino_t inode;
  dev_t device;
  uint64_t lookups;
  struct node *next;
};

static struct node root;
static struct node *nodes[4096];

static struct node **bucket(ino_t inode) { return &nodes[inode % 4096]; }

static struct node *node_of(fuse_ino_t id) { return id == FUSE_ROOT_ID ? &root : (struct node *)(uintptr_t)id; }

static int descriptor_of(fuse_ino_t id) { return node_of(id)->descriptor; }

// A path that leads to the file, for calls that refuse O_PATH.
struct path {
  char text[32];
};

static struct path path_of(fuse_ino_t id) {
  struct path path;
  snprintf(path.text, sizeof path.text, "/proc/self/fd/%d", descriptor_of(id));
  return path;
}

static int is_same_but_for_case(const char *one, const char *other) {
  wchar_t left[NAME_MAX + 1], right[NAME_MAX + 1];
  if (mbstowcs(left, one, NAME_MAX) == (size_t)-1) return 0;
  if (mbstowcs(right, other, NAME_MAX) == (size_t)-1) return 0;
  left[NAME_MAX] = right[NAME_MAX] = 0;
  for (size_t at = 0;; at++) {
    if (towlower(left[at]) != towlower(right[at])) return 0;
    if (left[at] == 0) return 1;
  }
}

struct name {
  char text[NAME_MAX + 1];
};

// The name as the directory has it, or as it is asked for if it isn't there.
static struct name spelling_of(fuse_ino_t parent, const char *asked) {
  struct name name = {{0}};
  struct stat facts;
  strncpy(name.text, asked, NAME_MAX);
  if (fstatat(descriptor_of(parent), asked, &facts, AT_SYMLINK_NOFOLLOW) == 0 || errno != ENOENT) return name;
  DIR *directory = opendir(path_of(parent).text);
  if (directory == NULL) return name;
  for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    if (is_same_but_for_case(entry->d_name, asked)) {
      strncpy(name.text, entry->d_name, NAME_MAX);
      break;
    }
  }
  closedir(directory);
  return name;
}

static int look_up(fuse_ino_t parent, const char *name, struct fuse_entry_param *found) {
  // Without a time-out the kernel asks again each time: otherwise it would remember each spelling as a file of its own.
  memset(found, 0, sizeof *found);
  if (strlen(name) > NAME_MAX) return ENAMETOOLONG;
  int descriptor = openat(descriptor_of(parent), spelling_of(parent, name).text, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor == -1) return errno;
  if (fstat(descriptor, &found->attr) == -1) return errno;
  struct node *node = *bucket(found->attr.st_ino);
  while (node != NULL && (node->inode != found->attr.st_ino || node->device != found->attr.st_dev)) node = node->next;
  if (node != NULL) {
    close(descriptor);
  } else {
    node = calloc(1, sizeof *node);
    if (node == NULL) abort();
    *node = (struct node){descriptor, found->attr.st_ino, found->attr.st_dev, 0, *bucket(found->attr.st_ino)};
    *bucket(node->inode) = node;
  }
  node->lookups++;
  found->ino = (fuse_ino_t)(uintptr_t)node;
  return 0;
}

static void forget_node(fuse_ino_t id, uint64_t count) {
  struct node *node = node_of(id);
  if (node == &root) return;
  node->lookups -= count;
  if (node->lookups > 0) return;
  struct node **at = bucket(node->inode);
  while (*at != node) at = &(*at)->next;
  *at = node->next;
  close(node->descriptor);
  free(node);
}

static void fold_lookup(fuse_req_t request, fuse_ino_t parent, const char *name) {
  struct fuse_entry_param found;
  int error = look_up(parent, name, &found);
  if (error != 0) fuse_reply_err(request, error);
  else fuse_reply_entry(request, &found);
}

static void fold_forget(fuse_req_t request, fuse_ino_t id, uint64_t count) {
  forget_node(id, count);
  fuse_reply_none(request);
}

static void fold_forget_multi(fuse_req_t request, size_t count, struct fuse_forget_data *all) {
  for (size_t at = 0; at < count; at++) forget_node(all[at].ino, all[at].nlookup);
  fuse_reply_none(request);
}

static void fold_getattr(fuse_req_t request, fuse_ino_t id, struct fuse_file_info *file) {
  (void)file;
  struct stat facts;
  if (fstat(descriptor_of(id), &facts) == -1) fuse_reply_err(request, errno);
  else fuse_reply_attr(request, &facts, 0);
}

static struct timespec time_for(int to_set, int set, int now, struct timespec time) {
  if ((to_set & now) != 0) return (struct timespec){0, UTIME_NOW};
  return (to_set & set) != 0 ? time : (struct timespec){0, UTIME_OMIT};
}

static int set_facts(fuse_ino_t id, const struct stat *facts, int to_set) {
  struct path path = path_of(id);
  int descriptor = descriptor_of(id);
  if ((to_set & FUSE_SET_ATTR_MODE) != 0 && chmod(path.text, facts->st_mode) == -1) return errno;
  if ((to_set & (FUSE_SET_ATTR_UID | FUSE_SET_ATTR_GID)) != 0) {
    uid_t user = (to_set & FUSE_SET_ATTR_UID) != 0 ? facts->st_uid : (uid_t)-1;
    gid_t group = (to_set & FUSE_SET_ATTR_GID) != 0 ? facts->st_gid : (gid_t)-1;
    if (fchownat(descriptor, "", user, group, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW) == -1) return errno;
  }
  if ((to_set & FUSE_SET_ATTR_SIZE) != 0 && truncate(path.text, facts->st_size) == -1) return errno;
  struct timespec times[2] = {
      time_for(to_set, FUSE_SET_ATTR_ATIME, FUSE_SET_ATTR_ATIME_NOW, facts->st_atim),
      time_for(to_set, FUSE_SET_ATTR_MTIME, FUSE_SET_ATTR_MTIME_NOW, facts->st_mtim),
  };
  return utimensat(descriptor, "", times, AT_EMPTY_PATH) == -1 ? errno : 0;
}

static void fold_setattr(fuse_req_t request, fuse_ino_t id, struct stat *facts, int to_set, struct fuse_file_info *file) {
  int error = set_facts(id, facts, to_set);
  if (error != 0) fuse_reply_err(request, error);
  else fold_getattr(request, id, file);
}

static void fold_readlink(fuse_req_t request, fuse_ino_t id) {
  char target[PATH_MAX + 1];
  ssize_t length = readlinkat(descriptor_of(id), "", target, PATH_MAX);
  if (length == -1) {
    fuse_reply_err(request, errno);
    return;
  }
  target[length] = 0;
  fuse_reply_readlink(request, target);
}

// Gives what was just made to the user who asked for it, and tells the kernel.
static int hand_over(fuse_req_t request, fuse_ino_t parent, const char *name, struct fuse_entry_param *made) {
  const struct fuse_ctx *asking = fuse_req_ctx(request);
  if (fchownat(descriptor_of(parent), name, asking->uid, asking->gid, AT_SYMLINK_NOFOLLOW) == -1) return errno;
  return look_up(parent, name, made);
}

static void reply_made(fuse_req_t request, fuse_ino_t parent, const char *name, int result) {
  struct fuse_entry_param made;
  int error = result == -1 ? errno : hand_over(request, parent, name, &made);
  if (error != 0) fuse_reply_err(request, error);
  else fuse_reply_entry(request, &made);
}

static void fold_mknod(fuse_req_t request, fuse_ino_t parent, const char *asked, mode_t mode, dev_t device) {
  struct name name = spelling_of(parent, asked);
  reply_made(request, parent, name.text, mknodat(descriptor_of(parent), name.text, mode, device));
}

static void fold_mkdir(fuse_req_t request, fuse_ino_t parent, const char *asked, mode_t mode) {
  struct name name = spelling_of(parent, asked);
  reply_made(request, parent, name.text, mkdirat(descriptor_of(parent), name.text, mode));
}

static void fold_symlink(fuse_req_t request, const char *target, fuse_ino_t parent, const char *asked) {
  struct name name = spelling_of(parent, asked);
  reply_made(request, parent, name.text, symlinkat(target, descriptor_of(parent), name.text));
}

static void fold_link(fuse_req_t request, fuse_ino_t id, fuse_ino_t parent, const char *asked) {
  struct name name = spelling_of(parent, asked);
  struct fuse_entry_param made;
  int result = linkat(descriptor_of(id), "", descriptor_of(parent), name.text, AT_EMPTY_PATH);
  int error = result == -1 ? errno : look_up(parent, name.text, &made);
  if (error != 0) fuse_reply_err(request, error);
  else fuse_reply_entry(request, &made);
}

static void fold_unlink(fuse_req_t request, fuse_ino_t parent, const char *name) {
  int result = unlinkat(descriptor_of(parent), spelling_of(parent, name).text, 0);
  fuse_reply_err(request, result == -1 ? errno : 0);
}

static void fold_rmdir(fuse_req_t request, fuse_ino_t parent, const char *name) {
  int result = unlinkat(descriptor_of(parent), spelling_of(parent, name).text, AT_REMOVEDIR);
  fuse_reply_err(request, result == -1 ? errno : 0);
}

static void fold_rename(fuse_req_t request, fuse_ino_t parent, const char *name, fuse_ino_t new_parent,
                        const char *new_name, unsigned int flags) {
  // To a new spelling of the same name, the kernel doesn't even ask: both are the same file to it, and nothing changes.
  int result = renameat2(descriptor_of(parent), spelling_of(parent, name).text, descriptor_of(new_parent),
                         spelling_of(new_parent, new_name).text, flags);
  fuse_reply_err(request, result == -1 ? errno : 0);
}

// The kernel has seen to O_APPEND.
static int opening_flags(const struct fuse_file_info *file) { return file->flags & ~(O_APPEND | O_NOFOLLOW | O_CREAT); }

static void fold_open(fuse_req_t request, fuse_ino_t id, struct fuse_file_info *file) {
  int descriptor = open(path_of(id).text, opening_flags(file) | O_CLOEXEC);
  if (descriptor == -1) {
    fuse_reply_err(request, errno);
    return;
  }
  file->fh = (uint64_t)descriptor;
  fuse_reply_open(request, file);
}

static void fold_create(fuse_req_t request, fuse_ino_t parent, const char *asked, mode_t mode, struct fuse_file_info *file) {
  struct name name = spelling_of(parent, asked);
  int flags = opening_flags(file) | O_CREAT | O_NOFOLLOW | O_CLOEXEC;
  int descriptor = openat(descriptor_of(parent), name.text, flags, mode);
  struct fuse_entry_param made;
  int error = descriptor == -1 ? errno : hand_over(request, parent, name.text, &made);
  if (error != 0) {
    fuse_reply_err(request, error);
    return;
  }
  file->fh = (uint64_t)descriptor;
  fuse_reply_create(request, &made, file);
}

static void fold_read(fuse_req_t request, fuse_ino_t id, size_t size, off_t offset, struct fuse_file_info *file) {
  (void)id;
  struct fuse_bufvec bytes = FUSE_BUFVEC_INIT(size);
  bytes.buf[0].flags = FUSE_BUF_IS_FD | FUSE_BUF_FD_SEEK;
  bytes.buf[0].fd = (int)file->fh;
  bytes.buf[0].pos = offset;
  fuse_reply_data(request, &bytes, 0);
}

static void fold_write(fuse_req_t request, fuse_ino_t id, const char *bytes, size_t size, off_t offset,
                       struct fuse_file_info *file) {
  (void)id;
  ssize_t count = pwrite((int)file->fh, bytes, size, offset);
  if (count == -1) fuse_reply_err(request, errno);
  else fuse_reply_write(request, (size_t)count);
}

static void fold_release(fuse_req_t request, fuse_ino_t id, struct fuse_file_info *file) {
  (void)id;
  close((int)file->fh);
  fuse_reply_err(request, 0);
}

static void fold_fsync(fuse_req_t request, fuse_ino_t id, int only_data, struct fuse_file_info *file) {
  (void)id;
  int result = only_data ? fdatasync((int)file->fh) : fsync((int)file->fh);
  fuse_reply_err(request, result == -1 ? errno : 0);
}

static DIR *directory_of(struct fuse_file_info *file) { return (DIR *)(uintptr_t)file->fh; }

static void fold_opendir(fuse_req_t request, fuse_ino_t id, struct fuse_file_info *file) {
  DIR *directory = opendir(path_of(id).text);
  if (directory == NULL) {
    fuse_reply_err(request, errno);
    return;
  }
  file->fh = (uint64_t)(uintptr_t)directory;
  fuse_reply_open(request, file);
}

static void fold_readdir(fuse_req_t request, fuse_ino_t id, size_t size, off_t offset, struct fuse_file_info *file) {
  (void)id;
  DIR *directory = directory_of(file);
  char *list = malloc(size);
  if (list == NULL) abort();
  size_t used = 0;
  if (offset == 0) rewinddir(directory);
  else seekdir(directory, offset);
  for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    struct stat facts = {.st_ino = entry->d_ino, .st_mode = (mode_t)entry->d_type << 12};
    size_t needed = fuse_add_direntry(request, list + used, size - used, entry->d_name, &facts, entry->d_off);
    if (needed > size - used) break;
    used += needed;
  }
  fuse_reply_buf(request, list, used);
  free(list);
}

static void fold_releasedir(fuse_req_t request, fuse_ino_t id, struct fuse_file_info *file) {
  (void)id;
  closedir(directory_of(file));
  fuse_reply_err(request, 0);
}

static void fold_fsyncdir(fuse_req_t request, fuse_ino_t id, int only_data, struct fuse_file_info *file) {
  (void)id, (void)only_data;
  fuse_reply_err(request, fsync(dirfd(directory_of(file))) == -1 ? errno : 0);
}

static void fold_statfs(fuse_req_t request, fuse_ino_t id) {
  struct statvfs facts;
  if (fstatvfs(descriptor_of(id), &facts) == -1) fuse_reply_err(request, errno);
  else fuse_reply_statfs(request, &facts);
}

static const struct fuse_lowlevel_ops operations = {
    .lookup = fold_lookup,
    .forget = fold_forget,
    .forget_multi = fold_forget_multi,
    .getattr = fold_getattr,
    .setattr = fold_setattr,
    .readlink = fold_readlink,
    .mknod = fold_mknod,
    .mkdir = fold_mkdir,
    .symlink = fold_symlink,
    .link = fold_link,
    .unlink = fold_unlink,
    .rmdir = fold_rmdir,
    .rename = fold_rename,
    .open = fold_open,
    .create = fold_create,
    .read = fold_read,
    .write = fold_write,
    .release = fold_release,
    .fsync = fold_fsync,
    .opendir = fold_opendir,
    .readdir = fold_readdir,
    .releasedir = fold_releasedir,
    .fsyncdir = fold_fsyncdir,
    .statfs = fold_statfs,
};

// Each file that the kernel remembers takes a descriptor.
static void allow_many_descriptors(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) == -1) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int count, char **words) {
  if (count != 3) return 2;
  setlocale(LC_CTYPE, "C.UTF-8");
  umask(0);
  allow_many_descriptors();
  root.descriptor = open(words[1], O_PATH | O_DIRECTORY);
  if (root.descriptor == -1) return 1;
  char *options[] = {words[0], "-o", "allow_other,default_permissions,fsname=fold-case"};
  struct fuse_args args = FUSE_ARGS_INIT(3, options);
  struct fuse_session *session = fuse_session_new(&args, &operations, sizeof operations, NULL);
  if (session == NULL || fuse_session_mount(session, words[2]) != 0) return 1;
  fuse_daemonize(0);
  int status = fuse_session_loop(session);
  fuse_session_unmount(session);
  return status == 0 ? 0 : 1;
}
