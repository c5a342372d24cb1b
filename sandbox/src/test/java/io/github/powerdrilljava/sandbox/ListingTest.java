package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerdrilljava.sandbox.SandboxDataSource.Status;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Datasets and data sources are listed page by page, in the order in which they were put. */
class ListingTest {
  private final PowerdrillSandbox sandbox = TestContract.start();
  private final PlainClient client = new PlainClient(sandbox);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  private Path directory;

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void putMany(int count) {
    IntStream.rangeClosed(1, count).forEach(this::putOne);
  }

  private void putOne(int number) {
    sandbox.put(SandboxDataSource.withoutFile("dset", "ds-" + number, "a.csv"));
  }

  private static List<String> texts(JsonNode page, String field) {
    return StreamSupport.stream(page.get("records").spliterator(), false)
        .map(entry -> entry.get(field).textValue())
        .toList();
  }

  private static List<String> ids(JsonNode page) {
    return texts(page, "id");
  }

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
    "'', 1, 10, 'ds-1 ds-2 ds-3 ds-4 ds-5 ds-6 ds-7 ds-8 ds-9 ds-10'",
    "page_number=2, 2, 10, 'ds-11 ds-12'",
    "page_number=3, 3, 10, ''",
    "page_size=5, 1, 5, 'ds-1 ds-2 ds-3 ds-4 ds-5'",
    "page_number=3&page_size=5, 3, 5, 'ds-11 ds-12'",
    "page_number=4&page_size=4, 4, 4, ''",
    "page_size=12&page_number=1, 1, 12, 'ds-1 ds-2 ds-3 ds-4 ds-5 ds-6 ds-7 ds-8 ds-9 ds-10 ds-11 ds-12'",
    "page_number=2147483647&page_size=2147483647, 2147483647, 2147483647, ''",
  })
  void givesThePageThatIsAskedFor(String query, int number, int size, String ids) {
    putMany(12);

    JsonNode page = client.read("/dset/datasources", query.split("&", -1));

    assertThat(page.get("page_number").intValue()).isEqualTo(number);
    assertThat(page.get("page_size").intValue()).isEqualTo(size);
    assertThat(page.get("total_items").intValue()).isEqualTo(12);
    assertThat(String.join(" ", ids(page))).isEqualTo(ids);
  }

  @Test
  void pagesDatasetsToo() {
    IntStream.range(0, 12).forEach(i -> sandbox.putDataset("dset-" + i, "n", ""));

    assertThat(ids(client.read("", "page_number=2"))).containsExactly("dset-10", "dset-11");
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
    sandbox.put(
        SandboxDataSource.withoutFile("dset", "ds-" + number, "a.csv").withStatus(status));
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
      strings = {"", " ", "../../etc/passwd", "a/b", "a\nb\t\0\u001b[0m", "\"\\", "🛠 データ", "CON",
          "null"})
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

  @Test
  void replacesADataSourceWhereItIsAndAddsOneThatWasRemovedAtTheEnd() {
    putMany(3);
    put(1, Status.INVALID);
    assertThat(ids(client.read("/dset/datasources"))).containsExactly("ds-1", "ds-2", "ds-3");

    assertThat(sandbox.remove("dset", "ds-1")).isTrue();
    assertThat(sandbox.remove("dset", "ds-1")).isFalse();
    assertThat(sandbox.remove("other", "ds-1")).isFalse();
    assertThat(ids(client.read("/dset/datasources"))).containsExactly("ds-2", "ds-3");

    putOne(1);
    assertThat(ids(client.read("/dset/datasources"))).containsExactly("ds-2", "ds-3", "ds-1");
  }

  @Test
  void aDataSourceThatWasRemovedIsNotFoundAndItsUrlServesNothing() throws Exception {
    sandbox.put("dset", "ds", file("a.csv", "abc"));
    URI url = client.presign("dset", "ds");

    sandbox.remove("dset", "ds");

    assertThat(PlainClient.get(url).statusCode()).isEqualTo(404);
    assertThat(code("/dset/datasources/ds")).isEqualTo(300003);
    assertThat(client.read("/dset/datasources").get("total_items").intValue()).isZero();
  }

  private int code(String path) {
    return PlainClient.json(PlainClient.send(client.readRequest(path))).get("code").intValue();
  }

  @Test
  void doesNotPresignADataSourceThatIsOnlyListed() {
    putOne(1);

    JsonNode envelope =
        PlainClient.json(PlainClient.send(client.presignRequest("dset", "ds-1")));

    assertThat(envelope.get("code").intValue()).isEqualTo(300008);
    assertThat(envelope.has("data")).isFalse();
  }

  @Test
  void givesSmallerPagesThanWereAskedForAndSaysSo() {
    putMany(12);
    sandbox.capPageSize(5);

    JsonNode page = client.read("/dset/datasources", "page_size=100", "page_number=3");
    assertThat(page.get("page_size").intValue()).isEqualTo(5);
    assertThat(ids(page)).containsExactly("ds-11", "ds-12");
    assertThat(client.read("/dset/datasources", "page_size=4").get("records")).hasSize(4);

    sandbox.capPageSize(0);
    assertThat(client.read("/dset/datasources", "page_size=100").get("records")).hasSize(12);
    assertThatThrownBy(() -> sandbox.capPageSize(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void letsDataSourcesComeAndGoBetweenPages() {
    putMany(4);
    List<Integer> pages = new ArrayList<>();
    sandbox.onListing(
        page -> {
          pages.add(page);
          if (page == 2) {
            sandbox.remove("dset", "ds-1");
            putOne(5);
          }
        });

    assertThat(ids(client.read("/dset/datasources", "page_size=2"))).containsExactly("ds-1", "ds-2");
    JsonNode second = client.read("/dset/datasources", "page_size=2", "page_number=2");

    assertThat(ids(second)).containsExactly("ds-4", "ds-5");
    assertThat(second.get("total_items").intValue()).isEqualTo(4);
    client.read("");
    assertThat(pages).containsExactly(1, 2, 1);
  }

  @Test
  @Timeout(60)
  void listsAHundredThousandDataSources() throws Exception {
    Path file = file("same.csv", "abc");
    for (int i = 1; i <= 100_000; i++) {
      sandbox.put("dset", "ds-" + i, file);
    }

    List<String> all = new ArrayList<>();
    for (int page = 1; page <= 1001; page++) {
      JsonNode data =
          client.read("/dset/datasources", "page_size=100", "page_number=" + page, "status=synched");
      assertThat(data.get("total_items").intValue()).isEqualTo(100_000);
      all.addAll(ids(data));
    }

    assertThat(all).doesNotHaveDuplicates().hasSize(100_000).startsWith("ds-1", "ds-2");
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
