package io.github.powerdrilljava.sandbox;

import static io.github.powerdrilljava.sandbox.PlainClient.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerdrilljava.sandbox.SandboxDataSource.Status;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was put can be replaced and removed; what cannot be is not put. */
class CatalogueTest extends AtListing {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path directory;

  @Test
  void replacesADataSourceWhereItIsAndAddsOneThatWasRemovedAtTheEnd() {
    List.of("ds-1", "ds-2", "ds-3").forEach(this::putOne);
    sandbox.put(SandboxDataSource.withoutFile("dset", "ds-1", "b.csv"));
    assertThat(ids(client.read("/dset/datasources"))).containsExactly("ds-1", "ds-2", "ds-3");

    assertThat(sandbox.remove("dset", "ds-1")).isTrue();
    assertThat(sandbox.remove("dset", "ds-1")).isFalse();
    assertThat(sandbox.remove("other", "ds-1")).isFalse();
    assertThat(ids(client.read("/dset/datasources"))).containsExactly("ds-2", "ds-3");

    putOne("ds-1");
    assertThat(ids(client.read("/dset/datasources"))).containsExactly("ds-2", "ds-3", "ds-1");
  }

  @Test
  void aDataSourceThatWasRemovedIsNotFoundAndItsUrlServesNothing() throws Exception {
    sandbox.put("dset", "ds", Files.writeString(directory.resolve("a.csv"), "abc"));
    URI url = client.presign("dset", "ds");

    sandbox.remove("dset", "ds");

    assertThat(PlainClient.get(url).statusCode()).isEqualTo(404);
    assertThat(client.code("/dset/datasources/ds")).isEqualTo(300003);
    assertThat(client.read("/dset/datasources").get("total_items").intValue()).isZero();
  }

  @Test
  void doesNotPresignADataSourceThatIsOnlyListed() {
    putOne("ds-1");

    JsonNode envelope = PlainClient.json(PlainClient.send(client.presignRequest("dset", "ds-1")));

    assertThat(envelope.get("code").intValue()).isEqualTo(300008);
    assertThat(envelope.has("data")).isFalse();
  }

  @Test
  void refusesADataSourceThatCannotBe() {
    assertThatThrownBy(() -> SandboxDataSource.withoutFile(" ", "ds", "a"))
        .hasMessageContaining("datasetId");
    assertThatThrownBy(() -> SandboxDataSource.withoutFile("dset", "", "a"))
        .hasMessageContaining("dataSourceId");
    assertThatThrownBy(() -> SandboxDataSource.withoutFile("dset", "ds", "a").withSize(-1L))
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> sandbox.putDataset(" ", "name", "")).hasMessageContaining("id");
    SandboxDataSource gone =
        new SandboxDataSource(
            "dset", "ds", "a", Status.SYNCHED, 1L, directory.resolve("missing.csv"));
    assertThatThrownBy(() -> sandbox.put(gone)).hasMessageContaining("missing.csv");
    assertThat(client.read("").get("records")).isEmpty();
  }
}
