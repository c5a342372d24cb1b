package io.github.powerdrilljava.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Lists the datasets, or those whose names or descriptions hold a text. */
final class ListDatasets implements Operation {
  private static final String SEARCH = "search";
  private static final int LONGEST_SEARCH = 128;

  private final Catalogue catalogue;
  private final Paging paging;

  ListDatasets(Catalogue catalogue, Paging paging) {
    this.catalogue = catalogue;
    this.paging = paging;
  }

  @Override
  public ApiResponse respond(Call call) throws Refusal {
    String userId = call.query().userId();
    Paging.Page page = Paging.Page.read(call.query());
    String search = lowerCase(call.query().text(SEARCH).orElse(""));
    if (search.codePointCount(0, search.length()) > LONGEST_SEARCH) {
      throw Refusal.invalid(SEARCH, "must be at most " + LONGEST_SEARCH + " characters long");
    }
    Team.requireUser(userId);
    return paging.respond(page, () -> found(search), ListDatasets::json);
  }

  private List<Dataset.Description> found(String search) {
    return catalogue.datasets().stream()
        .map(Dataset::description)
        .filter(
            dataset ->
                lowerCase(dataset.name()).contains(search)
                    || lowerCase(dataset.text()).contains(search))
        .toList();
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static ObjectNode json(Dataset.Description dataset) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", dataset.id())
        .put("name", dataset.name())
        .put("description", dataset.text());
  }
}
