package io.github.powerdrilljava.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.PresignedUrl;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on an HDFS, whose rename does not replace. */
class HdfsTest {

  private final PowerdrillSandbox sandbox = PowerdrillSandbox.start();
  private final PowerdrillClient powerdrill =
      PowerdrillClient.builder()
          .baseUrl(sandbox.baseUrl().toString())
          .apiKey(sandbox.apiKey())
          .userId(sandbox.userId())
          .build();

  @TempDir Path temp;

  @AfterEach
  void end() {
    powerdrill.close();
    sandbox.close();
  }

  @Test
  void commitsOnceAndReplacesOnlyItsOwn() throws Exception {
    byte[] bytes = new byte[3 << 20];
    new Random(1).nextBytes(bytes);
    put(bytes);
    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, temp.resolve("hdfs").toString());
    try (MiniDFSCluster cluster = new MiniDFSCluster.Builder(hadoop).build()) {
      FileSystem hdfs = cluster.getFileSystem();

      Fetched first = fetch(cluster, "1", null);
      Fetched twin = fetch(cluster, "2", null);
      assertThat(first.failure()).isNull();
      assertThat(twin.sha256()).isEqualTo(first.sha256());
      assertThat(read(hdfs)).isEqualTo(bytes);

      bytes[0]++;
      put(bytes);
      assertThat(fetch(cluster, "3", null).failure()).contains("other bytes");
      assertThat(fetch(cluster, "4", first.sha256()).failure()).isNull();
      assertThat(read(hdfs)).isEqualTo(bytes);
      assertThat(hdfs.listStatus(path("out/" + Fetcher.ATTEMPTS))).isEmpty();
    }
  }

  private void put(byte[] bytes) throws IOException {
    Path object = Files.write(temp.resolve("object"), bytes);
    sandbox.put("dset-1", "ds-1", object);
  }

  private Fetched fetch(MiniDFSCluster cluster, String attempt, @Nullable String replaces)
      throws IOException {
    PresignedUrl url = powerdrill.dataSources().presign("dset-1", "ds-1");
    Work work = new Work("ds-1", "file", null, url, replaces);
    String destination = cluster.getURI() + "/out";
    return new Fetcher(cluster.getConfiguration(0), destination, attempt)
        .fetch(List.of(work).iterator())
        .get(0);
  }

  private static byte[] read(FileSystem hdfs) throws IOException {
    try (InputStream in = hdfs.open(path("out/file"))) {
      return in.readAllBytes();
    }
  }

  private static org.apache.hadoop.fs.Path path(String relative) {
    return new org.apache.hadoop.fs.Path("/" + relative);
  }
}
