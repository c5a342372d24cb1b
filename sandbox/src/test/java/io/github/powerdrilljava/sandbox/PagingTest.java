package io.github.powerdrilljava.sandbox;

import static io.github.powerdrilljava.sandbox.PlainClient.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists come page by page, in the order in which things were put, as they are at that moment. */
class PagingTest extends AtListing {

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

    assertThat(ids(client.read("/dset/datasources", "page_size=2")))
        .containsExactly("ds-1", "ds-2");
    JsonNode second = client.read("/dset/datasources", "page_size=2", "page_number=2");

    assertThat(ids(second)).containsExactly("ds-4", "ds-5");
    assertThat(second.get("total_items").intValue()).isEqualTo(4);
    client.read("");
    assertThat(pages).containsExactly(1, 2, 1);
  }

  @Test
  void aListenerThatFailsIsAViolation() {
    sandbox.onListing(
        page -> {
          throw new IllegalStateException("no page " + page);
        });

    assertThat(client.code("")).isEqualTo(9999);
    assertThat(sandbox.takeViolations().get(0).message()).contains("no page 1");
  }

  @Test
  void pagesAHundredThousandDataSources(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("same.csv"), "abc");
    IntStream.rangeClosed(1, 100_000).forEach(i -> sandbox.put("dset", "ds-" + i, file));

    for (int page : new int[] {1, 500, 1000}) {
      JsonNode data = client.read("/dset/datasources", "page_size=100", "page_number=" + page);
      assertThat(data.get("total_items").intValue()).isEqualTo(100_000);
      assertThat(ids(data))
          .isEqualTo(
              IntStream.rangeClosed(page * 100 - 99, page * 100).mapToObj(i -> "ds-" + i).toList());
    }
    assertThat(ids(client.read("/dset/datasources", "page_size=100", "page_number=1001")))
        .isEmpty();
  }
}
