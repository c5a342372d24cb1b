package io.github.powerdrilljava.internal;

import io.github.powerdrilljava.DownloadException;
import io.github.powerdrilljava.DownloadRequest;
import io.github.powerdrilljava.PowerdrillResponse;
import io.github.powerdrilljava.PresignedUrl;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import okio.HashingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * One download: a GET of the presigned URL, streamed into a temporary file beside the target,
 * checked, forced to disk, then renamed. The target is as before until it is whole.
 */
final class Download {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MAX_ERROR_BODY_BYTES = 4096;
  private static final Pattern ERROR_CODE = Pattern.compile("<Code>(\\w{1,64})</Code>");

  private final DownloadRequest request;
  private final PowerdrillResponse<PresignedUrl> presigned;
  private final ConnectionFailures connectionFailures;
  private final HttpUrl url;
  private final Call call;

  /**
   * Prepares the download; nothing is sent yet.
   *
   * @throws IllegalStateException if the client is closed
   */
  Download(
      DownloadRequest request,
      PowerdrillResponse<PresignedUrl> presigned,
      Transport transport,
      ConnectionFailures connectionFailures) {
    this.request = request;
    this.presigned = presigned;
    this.connectionFailures = connectionFailures;
    this.url = HttpUrl.get(presigned.value().url());
    this.call =
        transport.newStoreCall(
            new Request.Builder().url(url).header("Accept-Encoding", "identity").build());
  }

  /** The GET that {@link #save} reads the response of. */
  Call call() {
    return call;
  }

  /** Brings what the object store answered to the target, and names the file. */
  Path save(Response response) throws IOException {
    if (response.code() != HttpURLConnection.HTTP_OK) {
      throw failed(refusal(response), null);
    }
    Path target = target();
    // A link stays, what it leads to is replaced.
    Path file = Files.exists(target) ? target.toRealPath() : target;
    try (PartFile part = PartFile.beside(file)) {
      receive(response, part);
      if (call.isCanceled()) {
        throw new IOException("Canceled");
      }
      part.moveTo(file, request.replacesExisting());
    }
    return target;
  }

  private Path target() throws IOException {
    Path asked = request.target();
    Path target =
        Files.isDirectory(asked)
            ? FileNames.in(asked, url, request.presign().dataSourceId())
            : asked;
    if (Files.exists(target) && !request.replacesExisting()) {
      throw new FileAlreadyExistsException(target.toString());
    }
    return target;
  }

  private void receive(Response response, PartFile part) throws IOException {
    String md5 = response.header("Content-MD5");
    if (md5 == null) {
      copy(response.body().source(), response.body().contentLength(), part);
      return;
    }
    HashingSource hashing = HashingSource.md5(response.body().source());
    copy(Okio.buffer(hashing), response.body().contentLength(), part);
    if (!hashing.hash().base64().equals(md5)) {
      throw failed("what arrived does not have the checksum that the object store named", null);
    }
  }

  private void copy(BufferedSource source, long total, PartFile part) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long received = 0;
    for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
      part.write(buffer, n);
      received += n;
      request.progress().onProgress(received, total);
    }
    // Over HTTP/2, OkHttp does not notice.
    if (total >= 0 && received != total) {
      throw new IOException("only " + received + " of " + total + " bytes arrived");
    }
  }

  private String refusal(Response response) throws IOException {
    Matcher code = ERROR_CODE.matcher(response.peekBody(MAX_ERROR_BODY_BYTES).string());
    String requestId = response.header("x-amz-request-id");
    return "the object store answered HTTP "
        + response.code()
        + (code.find() ? " " + code.group(1) : "")
        + (requestId == null ? "" : ", request id " + Redactor.oneLine(requestId))
        + advice(response.code());
  }

  private String advice(int status) {
    return switch (status) {
      case 400, 401, 403 -> {
        Instant expiresAt = presigned.value().expiresAt();
        yield expiresAt.isBefore(Instant.now())
            ? ". The URL expired at " + expiresAt + "; ask for a new one"
            : ". The URL may have ended early; ask for a new one";
      }
      case 404, 410 -> ". The content is no longer there";
      default -> status == 429 || status >= 500 ? ". Try again later" : "";
    };
  }

  /** What the caller gets to see of a failure of the network or the disk. */
  DownloadException failure(IOException cause) {
    return cause instanceof FileSystemException disk
        ? failed(diskFailure(disk), disk)
        : failed(
            "no whole answer from "
                + ConnectionFailures.address(url)
                + ", "
                + connectionFailures.reason(cause),
            cause);
  }

  private static String diskFailure(FileSystemException e) {
    if (e instanceof FileAlreadyExistsException) {
      return e.getFile() + " already exists";
    }
    String reason =
        e instanceof NoSuchFileException
            ? "its directory does not exist"
            : e instanceof AccessDeniedException ? "permission denied" : e.getReason();
    return e.getFile() + " could not be written, " + reason;
  }

  private DownloadException failed(String reason, @Nullable Throwable cause) {
    return new DownloadException(
        "Could not download "
            + Exchange.name(request.presign())
            + ": "
            + reason
            + (reason.endsWith(".") ? "" : ".")
            + Answer.traceIds(presigned.traceId(), presigned.externalTraceId()),
        presigned.traceId(),
        presigned.externalTraceId(),
        cause);
  }
}
