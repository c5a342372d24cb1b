package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.ProgressListener;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Brings the content behind a presigned URL into a file: one GET, streamed into a temporary file
 * beside the target, checked, forced to disk, then renamed. The target is as before until it is
 * whole.
 */
public final class Download {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MAX_ERROR_BODY_BYTES = 4096;
  private static final Pattern ERROR_CODE = Pattern.compile("<Code>(\\w{1,64})</Code>");
  private static final int MAX_NAME_LENGTH = 200;
  private static final Pattern UNSAFE_IN_NAMES = Pattern.compile("^\\.+|[\\p{Cntrl}/\\\\:*?\"<>|]");

  private final Transport transport;
  private final ConnectionFailures connectionFailures;
  private final InsecureHttp insecureHttp;

  public Download(Transport transport, Redactor redactor, InsecureHttp insecureHttp) {
    this.transport = transport;
    this.connectionFailures = new ConnectionFailures(transport, redactor);
    this.insecureHttp = insecureHttp;
  }

  /**
   * Fetches the content and gives the file its name.
   *
   * @return the file
   * @throws DownloadException if it cannot be fetched whole
   * @throws IllegalStateException if the client is closed
   */
  public Path fetch(DownloadRequest request, PresignedUrl presigned) {
    return fetch(request, presigned, call -> {});
  }

  /**
   * As {@link #fetch}, on a thread of the client, once the URL is there. Cancelling the future
   * cancels what is under way and leaves nothing behind.
   */
  public CompletableFuture<Path> fetchAsync(
      DownloadRequest request, CompletableFuture<PresignedUrl> presigning) {
    CancellableFuture<Path> result = new CancellableFuture<>();
    result.onCancel(() -> presigning.cancel(true));
    CompletableFuture<?> unused =
        presigning
            .thenApplyAsync(
                url -> fetch(request, url, call -> result.onCancel(call::cancel)),
                transport.threads())
            .whenComplete(
                (file, failure) -> {
                  if (failure == null) {
                    result.complete(file);
                  } else {
                    result.completeExceptionally(cause(failure));
                  }
                });
    return result;
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof RejectedExecutionException ? Transport.closedFailure() : cause;
  }

  private Path fetch(DownloadRequest request, PresignedUrl presigned, Consumer<Call> started) {
    HttpUrl url = usable(request, presigned);
    Path target = target(request, url);
    Request get = new Request.Builder().url(url).header("Accept-Encoding", "identity").build();
    Call call = transport.newStoreCall(get);
    started.accept(call);
    try {
      return transport.execute(call, response -> save(response, request, presigned, target));
    } catch (FileSystemException e) {
      throw failed(request, diskFailure(e), e);
    } catch (IOException e) {
      throw failed(
          request, "no whole answer from " + url.host() + ", " + connectionFailures.reason(e), e);
    }
  }

  private static Path save(
      Response response, DownloadRequest request, PresignedUrl presigned, Path target)
      throws IOException {
    if (response.code() != HttpURLConnection.HTTP_OK) {
      throw failed(request, refusal(presigned, response), null);
    }
    try (PartFile part = PartFile.beside(target)) {
      copy(response, part, request.progress());
      String md5 = response.header("Content-MD5");
      if (md5 != null && !part.hasMd5(md5)) {
        throw failed(
            request, "what arrived does not have the checksum that the object store named", null);
      }
      part.moveTo(target, request.replacesExisting());
      return target;
    }
  }

  private HttpUrl usable(DownloadRequest request, PresignedUrl presigned) {
    HttpUrl url = HttpUrl.parse(presigned.url());
    String shown = Redactor.oneLine(Redactor.withoutQuery(presigned.url()));
    if (url == null) {
      throw failed(
          request,
          "the service gave a URL that is not an absolute http or https one, \"" + shown + "\"",
          null);
    }
    if (!insecureHttp.allows(url)) {
      throw failed(
          request,
          "the service gave a URL that is not https, \""
              + shown
              + "\", and plain http is not allowed",
          null);
    }
    return url;
  }

  private static Path target(DownloadRequest request, HttpUrl url) {
    if (!Files.isDirectory(request.target())) {
      return request.target();
    }
    Path target = request.target().resolve(fileName(url, request.presign().dataSourceId()));
    if (Files.exists(target) && !request.replacesExisting()) {
      throw failed(request, target + " already exists", null);
    }
    return target;
  }

  /** The last part of the URL's path, or else the id, made safe as a name within one directory. */
  private static String fileName(HttpUrl url, String dataSourceId) {
    String last = url.pathSegments().get(url.pathSize() - 1);
    String name = UNSAFE_IN_NAMES.matcher(last.isBlank() ? dataSourceId : last).replaceAll("_");
    return name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH);
  }

  private static void copy(Response response, PartFile part, ProgressListener progress)
      throws IOException {
    long total = response.body().contentLength();
    BufferedSource source = response.body().source();
    byte[] buffer = new byte[BUFFER_BYTES];
    long received = 0;
    for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
      part.write(buffer, n);
      received += n;
      progress.onProgress(received, total);
    }
  }

  private static String refusal(PresignedUrl presigned, Response response) throws IOException {
    Matcher code = ERROR_CODE.matcher(response.peekBody(MAX_ERROR_BODY_BYTES).string());
    return "the object store answered HTTP "
        + response.code()
        + (code.find() ? " " + code.group(1) : "")
        + (presigned.expiresAt().isBefore(Instant.now())
            ? ". The URL expired at " + presigned.expiresAt() + "; ask for a new one"
            : ". The URL may have ended early; ask for a new one");
  }

  private static String diskFailure(FileSystemException e) {
    String reason =
        e instanceof FileAlreadyExistsException
            ? "it already exists"
            : e instanceof NoSuchFileException
                ? "its directory does not exist"
                : e instanceof AccessDeniedException ? "permission denied" : e.getReason();
    return e.getFile() + " could not be written, " + reason;
  }

  private static DownloadException failed(
      DownloadRequest request, String reason, @Nullable Throwable cause) {
    String end = reason.endsWith(".") ? "" : ".";
    return new DownloadException(
        "Could not download " + Exchange.name(request.presign()) + ": " + reason + end, cause);
  }
}
