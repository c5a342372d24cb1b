package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Divides lists into pages. */
final class Paging {
  private static final int DEFAULT_SIZE = 10;

  private volatile int largestSize = Integer.MAX_VALUE;
  private volatile IntConsumer listener = page -> {};

  /**
   * The page that is asked for.
   *
   * @param number from 1
   */
  record Page(int number, int size) {
    static Page read(QueryParameters query) throws Refusal {
      int number = query.count("page_number", 1);
      return new Page(number, query.count("page_size", DEFAULT_SIZE));
    }

    <T> List<T> of(List<T> all) {
      long first = Math.min((number - 1L) * size, all.size());
      return all.subList((int) first, (int) Math.min(first + size, all.size()));
    }
  }

  /** Makes no page larger than this; 0 for any size. */
  void capSize(int records) {
    if (records < 0) {
      throw new IllegalArgumentException("The page size must not be negative: " + records);
    }
    largestSize = records == 0 ? Integer.MAX_VALUE : records;
  }

  void onListing(IntConsumer listener) {
    this.listener = listener;
  }

  /**
   * Makes a page.
   *
   * @param list asked for once the listener has been called, which may change it
   */
  <T> ApiResponse respond(Page asked, Supplier<List<T>> list, Function<T, ObjectNode> record) {
    listener.accept(asked.number());
    List<T> all = list.get();
    Page page = new Page(asked.number(), Math.min(asked.size(), largestSize));
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("page_number", page.number())
            .put("page_size", page.size())
            .put("total_items", all.size());
    ArrayNode records = data.putArray("records");
    page.of(all).forEach(each -> records.add(record.apply(each)));
    return ApiResponse.success(data);
  }
}
