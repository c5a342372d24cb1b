package io.github.powerdrilljava.examples.spark;

import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.Downloader;
import io.github.powerdrilljava.PowerdrillException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Fetches objects on an executor, without an API key. Each goes to a file of this attempt, which is
 * then renamed, so that a task that runs twice commits once.
 */
final class Fetcher {

  /** Where files are until they are whole; Spark and Hadoop ignore what begins so. */
  static final String ATTEMPTS = "_attempts";

  /** A URL is not used so long before it expires: a request takes time to arrive. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private static final int BUFFER_BYTES = 256 * 1024;

  /** One for each executor, with its connections; its threads keep no process alive. */
  private static final class OfThisProcess {
    static final Downloader DOWNLOADER = Downloader.create();
  }

  private final FileSystem fileSystem;
  private final Path destination;
  private final Path attempts;
  private final String attempt;

  /**
   * @param attempt what no other attempt is called
   */
  Fetcher(Configuration hadoop, String destination, String attempt) throws IOException {
    this.destination = new Path(destination);
    this.fileSystem = this.destination.getFileSystem(hadoop);
    this.attempts = new Path(this.destination, ATTEMPTS);
    this.attempt = attempt;
  }

  /** What becomes of each object; one that fails does not keep the others from being fetched. */
  List<Fetched> fetch(Iterator<Work> batch) {
    List<Fetched> all = new ArrayList<>();
    batch.forEachRemaining(work -> all.add(fetch(work)));
    return all;
  }

  private Fetched fetch(Work work) {
    if (work.url().expiresAt().minus(MARGIN).isBefore(Instant.now())) {
      return Fetched.failure(work.id(), "the URL expired before it was used");
    }
    try {
      return isLocal() ? throughLocalFile(work) : throughStream(work);
    } catch (IOException | PowerdrillException e) {
      return Fetched.failure(work.id(), String.valueOf(e.getMessage()));
    }
  }

  private boolean isLocal() {
    return fileSystem.getUri().getScheme().equals("file");
  }

  /**
   * Resumes what an earlier attempt has left, whichever URL it had: so all attempts have one file,
   * which the downloader locks.
   */
  private Fetched throughLocalFile(Work work) throws IOException {
    Path file = new Path(attempts, FileNames.ofId(work.id()));
    OfThisProcess.DOWNLOADER.download(
        DownloadRequest.of(work.url(), new File(file.toUri().getPath()).toPath())
            .replacingExisting());
    return commit(work, file, sha256(file));
  }

  /** Resumes where a connection breaks, not what an earlier attempt has left. */
  private Fetched throughStream(Work work) throws IOException {
    Path file = new Path(attempts, FileNames.ofId(work.id()) + "-" + attempt);
    boolean isDone = false;
    try {
      MessageDigest sha256 = newSha256();
      try (InputStream in =
              new DigestInputStream(OfThisProcess.DOWNLOADER.open(work.url()), sha256);
          OutputStream out = fileSystem.create(file, true)) {
        copy(in, out);
      }
      Fetched fetched = commit(work, file, HexFormat.of().formatHex(sha256.digest()));
      isDone = true;
      return fetched;
    } finally {
      if (!isDone) {
        fileSystem.delete(file, false);
      }
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
  }

  /** Gives the file its name, unless a file is there that is not an earlier one of ours. */
  private Fetched commit(Work work, Path file, String sha256) throws IOException {
    Path target = new Path(destination, work.path());
    long size = fileSystem.getFileStatus(file).getLen();
    if (fileSystem.exists(target)) {
      String present = sha256(target);
      if (present.equals(sha256)) {
        fileSystem.delete(file, false);
        return Fetched.file(work.id(), size, sha256);
      }
      if (!present.equals(work.replaces())) {
        fileSystem.delete(file, false);
        return Fetched.conflict(
            work.id(), work.path() + " is there, has other bytes, and is not in the manifest");
      }
      fileSystem.delete(target, false);
    }
    if (!fileSystem.rename(file, target)) {
      throw new IOException(work.path() + " could not be renamed: another attempt was faster");
    }
    return Fetched.file(work.id(), size, sha256);
  }

  private String sha256(Path file) throws IOException {
    MessageDigest digest = newSha256();
    try (InputStream in = new DigestInputStream(fileSystem.open(file), digest)) {
      copy(in, OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
