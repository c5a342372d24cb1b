package io.github.powerdrilljava;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of its own that downloads one URL to some targets, one after the other. */
final class DownloadingProcess {

  static final int DONE = 0;
  static final int FAILED = 8;

  private DownloadingProcess() {}

  /** Starts it; what it prints can be read. */
  static Process start(Map<String, String> environment, String url, List<Path> targets)
      throws IOException {
    return builder(environment, url, targets).start();
  }

  /** Not started yet. */
  static ProcessBuilder builder(Map<String, String> environment, String url, List<Path> targets) {
    List<String> arguments = new ArrayList<>(List.of(url));
    targets.forEach(target -> arguments.add(target.toString()));
    return ChildJvm.builder(
        System.getProperty("java.class.path"), environment, DownloadingProcess.class, arguments);
  }

  /** Prints a line for each target: that it is done, or why not and how many bytes are kept. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    PresignedUrl url = new PresignedUrl(args[0], Instant.parse("2124-01-01T00:00:00Z"));
    int status = DONE;
    try (Downloader downloader = Downloader.builder().retries(OddStore.AT_ONCE).build()) {
      for (int i = 1; i < args.length; i++) {
        try {
          downloader.download(
              DownloadRequest.of(url, Path.of(args[i])).withConnections(1).withPartSize(64 * 1024));
          System.out.println("done");
        } catch (PowerdrillException e) {
          long kept = e instanceof DownloadException failure ? failure.bytesKept() : 0;
          System.out.println(kept + " kept: " + e.getMessage());
          status = FAILED;
        }
      }
    }
    System.exit(status);
  }
}
