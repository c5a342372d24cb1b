/*
 * Preloaded into a process, lets files behave as on an odd disk. The name of a directory in a file's path says how: a directory
 * "fsync-EIO" is on a disk whose fsync fails with EIO. A disk that is full takes the first 100,000 bytes of each file.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define REAL(result, name, ...) ((result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

static const struct { const char *name; int number; } ERRORS[] = {
  {"-ENOSYS", ENOSYS}, {"-ENOLCK", ENOLCK}, {"-EOPNOTSUPP", EOPNOTSUPP}, {"-EPERM", EPERM}, {"-EINVAL", EINVAL},
  {"-EIO", EIO}, {"-EDQUOT", EDQUOT}, {"-ENOSPC", ENOSPC}, {"-EFBIG", EFBIG},
};

/* The error that the path asks for in such a call; 0 for none. */
static int error_at(const char *path, const char *call) {
  char directory[64];
  for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++) {
    snprintf(directory, sizeof directory, "/%s%s/", call, ERRORS[i].name);
    if (strstr(path, directory)) return ERRORS[i].number;
  }
  return 0;
}

static void path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  path[length < 0 ? 0 : length] = 0;
}

static int fails(int fd, const char *call) {
  char path[PATH_MAX];
  path_of(fd, path);
  int error = error_at(path, call);
  if (error) errno = error;
  return error;
}

static int is_lock(int cmd) { return cmd == F_SETLK || cmd == F_SETLKW || cmd == F_SETLK64 || cmd == F_SETLKW64; }

#define FCNTL(name)                                                        \
  int name(int fd, int cmd, ...) {                                         \
    va_list rest;                                                          \
    va_start(rest, cmd);                                                   \
    void *argument = va_arg(rest, void *);                                 \
    va_end(rest);                                                          \
    if (is_lock(cmd) && fails(fd, "lock")) return -1;                      \
    return ((int (*)(int, int, ...))dlsym(RTLD_NEXT, #name))(fd, cmd, argument); \
  }
FCNTL(fcntl)
FCNTL(fcntl64)

int fsync(int fd) { return fails(fd, "fsync") ? -1 : REAL(int, fsync, int)(fd); }
int fdatasync(int fd) { return fails(fd, "fsync") ? -1 : REAL(int, fdatasync, int)(fd); }

int link(const char *from, const char *to) {
  int error = error_at(from, "link");
  if (error) {
    errno = error;
    return -1;
  }
  return REAL(int, link, const char *, const char *)(from, to);
}

/* Knows neither its size nor what is free. */
int statvfs64(const char *path, struct statvfs64 *facts) {
  int result = REAL(int, statvfs64, const char *, struct statvfs64 *)(path, facts);
  if (strstr(path, "/size-unknown")) facts->f_blocks = facts->f_bfree = facts->f_bavail = 0;
  return result;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  if (offset + (off64_t)length > 100000 && fails(fd, "write")) return -1;
  return REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t)(fd, bytes, length, offset);
}

/* The journal's disk takes half of its third record, and is then full for that moment. */
ssize_t write(int fd, const void *bytes, size_t length) {
  static int records;
  char path[PATH_MAX];
  path_of(fd, path);
  if (length == 16 && strstr(path, "/journal-ENOSPC/") && ++records == 3) length = 7;
  else if (length == 9 && strstr(path, "/journal-ENOSPC/")) {
    errno = ENOSPC;
    return -1;
  }
  return REAL(ssize_t, write, int, const void *, size_t)(fd, bytes, length);
}

/* The process is killed as soon as it has emptied such a file. */
int ftruncate64(int fd, off64_t length) {
  char path[PATH_MAX];
  path_of(fd, path);
  int result = REAL(int, ftruncate64, int, off64_t)(fd, length);
  if (strstr(path, "/killed/")) kill(getpid(), SIGKILL);
  return result;
}
