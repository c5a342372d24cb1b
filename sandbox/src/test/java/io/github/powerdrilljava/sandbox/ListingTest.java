package io.github.powerdrilljava.sandbox;

import static io.github.powerdrilljava.sandbox.PlainClient.ids;
import static io.github.powerdrilljava.sandbox.PlainClient.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerdrilljava.sandbox.SandboxDataSource.Status;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was put is listed as it is, and found by what is asked for. */
class ListingTest extends AtListing {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path directory;

  private Path file(String name, String content) throws Exception {
    return Files.writeString(directory.resolve(name), content);
  }

  @Test
  void showsADataSourceInBothReadsWithTheNameAndTheSizeOfItsFile() throws Exception {
    sandbox.put("dset", "ds", file("größe 1.csv", "a;b\n"));
    String expected =
        "{\"id\":\"ds\",\"dataset_id\":\"dset\",\"name\":\"größe 1.csv\",\"type\":\"FILE\","
            + "\"status\":\"synched\",\"size\":4}";

    assertThat(client.read("/dset/datasources/ds")).hasToString(expected);
    assertThat(client.read("/dset/datasources"))
        .hasToString(
            "{\"page_number\":1,\"page_size\":10,\"total_items\":1,\"records\":["
                + expected
                + "]}");
  }

  @Test
  void showsADatasetByItsIdUntilItIsNamed() throws Exception {
    sandbox.put("dset", "ds", file("a.csv", ""));
    sandbox.putDataset("empty", "Nothing yet", "To be filled");

    assertThat(client.read(""))
        .hasToString(
            "{\"page_number\":1,\"page_size\":10,\"total_items\":2,\"records\":["
                + "{\"id\":\"dset\",\"name\":\"dset\",\"description\":\"\"},"
                + "{\"id\":\"empty\",\"name\":\"Nothing yet\",\"description\":\"To be filled\"}]}");
    assertThat(ids(client.read("/empty/datasources"))).isEmpty();

    sandbox.putDataset("dset", "Sales", "By month");

    assertThat(texts(client.read(""), "name")).containsExactly("Sales", "Nothing yet");
    assertThat(ids(client.read("/dset/datasources"))).containsExactly("ds");
  }

  @ParameterizedTest
  @CsvSource({
    "synching, 'ds-2 ds-5'",
    "synched, 'ds-1 ds-4'",
    "invalid, 'ds-3 ds-6'",
  })
  void listsTheDataSourcesOfOneStatusAndCountsThem(String status, String ids) {
    putMany(6);
    for (int i : List.of(2, 5)) {
      put(i, Status.SYNCHING);
    }
    for (int i : List.of(3, 6)) {
      put(i, Status.INVALID);
    }

    JsonNode page = client.read("/dset/datasources", "status=" + status);

    assertThat(String.join(" ", ids(page))).isEqualTo(ids);
    assertThat(page.get("total_items").intValue()).isEqualTo(2);
    assertThat(texts(page, "status")).containsOnly(status);
  }

  private void put(int number, Status status) {
    sandbox.put(SandboxDataSource.withoutFile("dset", "ds-" + number, "a.csv").withStatus(status));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                | one two three",
        "sales           | one three",
        "SALES           | one three",
        "S%C3%84TZE      | two",
        "by+month        | one",
        "by%20month      | one",
        "by%2Bmonth      | ''",
        "three           | ''",
      })
  void findsTextInNamesAndDescriptionsWhateverItsCase(String search, String ids) {
    sandbox.putDataset("one", "Sales", "By Month");
    sandbox.putDataset("two", "Umsätze", "");
    sandbox.putDataset("three", "x", "all sales");

    JsonNode page = client.read("", "search=" + (search == null ? "" : search));

    assertThat(String.join(" ", ids(page))).isEqualTo(ids);
    assertThat(page.get("total_items").intValue()).isEqualTo(ids(page).size());
  }

  @Test
  void searchesFor128CharactersOfAnyKind() {
    sandbox.putDataset("one", "🛠".repeat(130), "");

    assertThat(ids(client.read("", "search=" + "%F0%9F%9B%A0".repeat(128)))).containsExactly("one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "../../etc/passwd",
        "a/b",
        "a\nb\t\0\u001b[0m",
        "\"\\",
        "🛠 データ",
        "CON",
        "null"
      })
  void listsANameOfAnyKindAsItIs(String name) throws Exception {
    Path file = file("stored.csv", "abc");
    for (String each : List.of(name, name, name.repeat(300))) {
      String id = "ds-" + sandbox.requestCount();
      sandbox.put(SandboxDataSource.of("dset", id, file).withName(each));
      sandbox.putDataset("dset", each, each);

      assertThat(client.read("/dset/datasources/" + id).get("name").textValue()).isEqualTo(each);
      assertThat(texts(client.read("/dset/datasources"), "name")).contains(each);
      assertThat(texts(client.read(""), "description")).containsExactly(each);
      URI url = client.presign("dset", id);
      assertThat(url.getPath()).isEqualTo("/dset/" + id + "/stored.csv");
      assertThat(PlainClient.get(url).body()).isEqualTo("abc");
    }
    assertThat(client.read("/dset/datasources").get("total_items").intValue()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a b", "a+b", "%2F", "é", "a?b#c", "..a"})
  void findsIdsWhateverTheyAreMadeOf(String id) {
    sandbox.put(SandboxDataSource.withoutFile(id, id + "2", "a.csv"));
    String raw = URLEncoder.encode(id, UTF_8).replace("+", "%20");

    assertThat(ids(client.read("/" + raw + "/datasources"))).containsExactly(id + "2");
    assertThat(client.read("/" + raw + "/datasources/" + raw + "2").get("dataset_id").textValue())
        .isEqualTo(id);
  }

  @Test
  void listsASizeThatIsNotTheFilesOrNone() throws Exception {
    SandboxDataSource source = SandboxDataSource.of("dset", "ds", file("a.csv", "abc"));
    sandbox.put(source.withSize(5_000_000_000L));
    assertThat(client.read("/dset/datasources/ds").get("size").longValue())
        .isEqualTo(5_000_000_000L);

    sandbox.put(source.withSize(null));
    assertThat(client.read("/dset/datasources/ds").get("size").isNull()).isTrue();
    assertThat(PlainClient.get(client.presign("dset", "ds")).body()).isEqualTo("abc");
  }
}
