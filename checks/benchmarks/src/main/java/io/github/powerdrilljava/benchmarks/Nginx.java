package io.github.powerdrilljava.benchmarks;

import io.github.powerdrilljava.foreign.NginxProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

/** An nginx of one's own on loopback, which serves a directory: plain, over TLS, and slowly. */
final class Nginx implements AutoCloseable {

  private static final String CONFIGURATION =
      """
      daemon off;
      worker_processes 2;
      pid nginx.pid;
      error_log stderr notice;
      worker_rlimit_nofile 20000;
      events { worker_connections 16384; }
      http {
        access_log off;
        sendfile on;
        keepalive_requests 1000000;
        client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
        ssl_certificate certificate.pem;
        ssl_certificate_key key.pem;
        server {
          listen 127.0.0.1:%d backlog=16384;
          listen 127.0.0.1:%d ssl;
          root .;
          location /api/ {
            default_type application/json;
            return 200 '{"code":0,"data":{"presigned_url":"https://store.example/exports/sales.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=made-up&X-Amz-Date=20261125T000000Z&X-Amz-Expires=600&X-Amz-SignedHeaders=host&X-Amz-Signature=00000000000000000000000000000000000000000000000000000000000000000","expires_at":"2126-11-25T00:10:00.000Z"}}';
          }
          # Of a dataset of any size: the pages of its list are files, and every object is the same.
          location = /export/v2/team/datasets/d/datasources {
            default_type application/json;
            try_files /pages/$arg_page_number.json =404;
          }
          location ~ ^/export/v2/team/datasets/d/datasources/([^/]+)/presign$ {
            default_type application/json;
            return 200 '{"code":0,"data":{"presigned_url":"http://127.0.0.1:$server_port/objects/$1?X-Amz-Signature=0000","expires_at":"2126-11-25T00:10:00.000Z"}}';
          }
          # Of a dataset whose data sources are the files beside this.
          location ~ ^/files/v2/team/datasets/d/datasources/([^/]+)/presign$ {
            default_type application/json;
            return 200 '{"code":0,"data":{"presigned_url":"$scheme://127.0.0.1:$server_port/bucket/$1?X-Amz-Signature=0000","expires_at":"2126-11-25T00:10:00.000Z"}}';
          }
          location /objects/ { try_files /object =404; }
          location /capped/ { alias ./; limit_rate 20m; }
        }
      }
      """;

  private final Path directory;
  private final int plainPort;
  private final int tlsPort;
  private final NginxProcess process;

  /** Serves what is in the directory, where it also keeps its own files. */
  Nginx(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    // Where this runs as root, nginx reads as nobody.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    plainPort = NginxProcess.freePort();
    tlsPort = NginxProcess.freePort();
    makeCertificate();
    Files.writeString(
        directory.resolve("nginx.conf"),
        CONFIGURATION
            .formatted(plainPort, tlsPort)
            .replace("alias ./", "alias " + directory + "/")
            .replace("root .", "root " + directory));
    process = NginxProcess.start(directory);
  }

  private void makeCertificate() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            ("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
                    + " -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out certificate.pem")
                .split(" ", -1));
    Process made =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("openssl could not make a certificate");
    }
  }

  Path certificate() {
    return directory.resolve("certificate.pem");
  }

  URI plain(String file) {
    return url("http", plainPort, file);
  }

  URI tls(String file) {
    return url("https", tlsPort, file);
  }

  /** 20 MB/s (MiB, as nginx counts) for each connection. */
  URI capped(String file) {
    return plain("capped/" + file);
  }

  private static URI url(String scheme, int port, String file) {
    return URI.create(String.format(Locale.ROOT, "%s://127.0.0.1:%d/%s", scheme, port, file));
  }

  @Override
  public void close() {
    process.close();
  }
}
