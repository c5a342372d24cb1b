package io.github.powerdrilljava.spec;

import static io.github.powerdrilljava.openapi.Document.fields;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.powerdrilljava.openapi.ClientContract;
import io.github.powerdrilljava.openapi.ContractMerge;
import io.github.powerdrilljava.openapi.Document;
import io.github.powerdrilljava.openapi.UnusableContractException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever stands where in a contract, it is read or refused in a sentence. */
class JunkTest {

  private static final List<@Nullable Object> JUNK =
      Arrays.asList(
          null, 1L, "text", List.of(), Map.of("a", 1L), List.of(Map.of("$ref", "#/nowhere")));

  /** Operations of which the list of data sources has all shapes. */
  private static final Set<String> ALIKE =
      Set.of("/v2/team/datasets", "/v2/team/datasets/{dataset_id}/datasources/{datasource_id}");

  @Test
  void anyValueAnywhereIsReadOrRefused() throws Exception {
    Map<String, Object> contract = Edits.contract();
    fields(contract.get("paths")).keySet().removeAll(ALIKE);
    byte[] overlay = Files.readAllBytes(Checkout.PROJECT.resolve("openapi/overlay.yaml"));
    Map<String, Object> before = ContractMerge.canonical(Document.write(contract).getBytes(UTF_8));
    for (List<Object> place : places(contract)) {
      for (Object junk : JUNK) {
        byte[] changed = Document.write(fields(with(junk, contract, place))).getBytes(UTF_8);
        assertThatCode(() -> read(before, changed, overlay))
            .as("%s at %s", junk, place)
            .doesNotThrowAnyException();
      }
    }
  }

  /** All that is done with a contract before it is tried. */
  private static void read(Map<String, Object> before, byte[] changed, byte[] overlay) {
    try {
      Map<String, Object> after = ContractMerge.canonical(changed);
      Comparison.of(before, after, Set.of());
      Comparison.of(after, before, Set.of());
      ClientContract.of(ContractMerge.merge(changed, overlay, note -> {}));
    } catch (UnusableContractException e) {
      // refused in a sentence
    }
  }

  private static List<List<Object>> places(Object node) {
    List<List<Object>> places = new ArrayList<>();
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> addPlaces(places, key, value));
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        addPlaces(places, i, list.get(i));
      }
    }
    return places;
  }

  private static void addPlaces(List<List<Object>> places, Object key, Object value) {
    places.add(List.of(key));
    for (List<Object> below : places(value)) {
      List<Object> place = new ArrayList<>(List.of(key));
      place.addAll(below);
      places.add(place);
    }
  }

  private static @Nullable Object with(
      @Nullable Object junk, @Nullable Object node, List<Object> place) {
    if (place.isEmpty()) {
      return junk;
    }
    List<Object> below = place.subList(1, place.size());
    if (node instanceof Map<?, ?> map) {
      Map<String, Object> changed = new LinkedHashMap<>(fields(map));
      changed.put((String) place.get(0), with(junk, map.get(place.get(0)), below));
      return changed;
    }
    List<Object> changed = new ArrayList<>((List<?>) node);
    changed.set((Integer) place.get(0), with(junk, changed.get((Integer) place.get(0)), below));
    return changed;
  }
}
