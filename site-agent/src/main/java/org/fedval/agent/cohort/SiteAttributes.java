package org.fedval.agent.cohort;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.wire.config.StrictYaml;
import org.fedval.wire.config.YamlFileException;
import org.fedval.wire.study.LabelProvenance;
import org.jspecify.annotations.Nullable;

/**
 * What the subgroup attributes of an image are at this site: those of {@link #KNOWN} from fixed
 * DICOM attributes, unless the site's mapping says otherwise, and further ones that only the
 * mapping knows. A plan names attributes and levels, never a DICOM attribute. Immutable.
 */
public final class SiteAttributes {
  static final String SEX = "sex";
  static final String AGE = "age";
  static final String VIEW = "view";
  static final String MANUFACTURER = "manufacturer";
  static final String MODEL = "model";
  static final String MODALITY = "modality";
  static final String KVP = "kvp";
  static final String PROVENANCE = "label_provenance";

  /** What every site knows without a mapping. */
  public static final Set<String> KNOWN =
      Set.of(SEX, AGE, VIEW, MANUFACTURER, MODEL, MODALITY, KVP, PROVENANCE);

  private final Map<String, Mapped> mapped;
  private final @Nullable LabelProvenance provenance;

  private SiteAttributes(Map<String, Mapped> mapped, @Nullable LabelProvenance provenance) {
    this.mapped = mapped;
    this.provenance = provenance;
  }

  private record Mapped(AttributesFile.Source source, Map<String, String> levels) {
    AttributeValue value(SopInstance instance, Map<String, String> columns) {
      String column = source.column();
      String keyword = source.dicom();
      String raw =
          column == null
              ? keyword == null ? null : instance.technical().get(keyword)
              : columns.get(column);
      if (raw == null || raw.isBlank()) {
        return AttributeValue.ABSENT;
      }
      Map<String, AttributesFile.Bin> bins = source.bins();
      if (bins != null) {
        return binned(raw.strip(), bins);
      }
      String level = levels.get(source.key(raw));
      return level == null ? AttributeValue.asWritten(raw) : new AttributeValue(level, true);
    }

    private static AttributeValue binned(String raw, Map<String, AttributesFile.Bin> bins) {
      try {
        double number = Double.parseDouble(raw);
        return bins.entrySet().stream()
            .filter(bin -> bin.getValue().holds(number))
            .findFirst()
            .map(bin -> new AttributeValue(bin.getKey(), true))
            .orElseGet(() -> AttributeValue.asWritten(raw));
      } catch (NumberFormatException notNumber) {
        return new AttributeValue(null, false);
      }
    }
  }

  /**
   * Reads the mapping.
   *
   * @param file null without a mapping
   * @param provenance of all labels of this site; null when it does not say
   * @throws LabelsException when the file is not such a mapping
   */
  public static SiteAttributes read(@Nullable Path file, @Nullable LabelProvenance provenance)
      throws LabelsException {
    if (file == null) {
      return of(Map.of(), provenance);
    }
    try {
      return of(StrictYaml.read(file, AttributesFile.class).attributes(), provenance);
    } catch (YamlFileException e) {
      throw new LabelsException(e.sentence());
    }
  }

  /** The attributes of a site with this mapping. */
  static SiteAttributes of(
      Map<String, AttributesFile.Source> sources, @Nullable LabelProvenance provenance) {
    Map<String, Mapped> mapped = new LinkedHashMap<>();
    sources.forEach((name, source) -> mapped.put(name, new Mapped(source, source.levels())));
    return new SiteAttributes(mapped, provenance);
  }

  /** Those that the site's mapping names. */
  public Set<String> mapped() {
    return Set.copyOf(mapped.keySet());
  }

  /** The columns of the labels that the mapping reads. */
  List<String> columns() {
    return mapped.values().stream()
        .flatMap(m -> Stream.ofNullable(m.source().column()))
        .distinct()
        .sorted()
        .toList();
  }

  /** Every attribute that a study can ask this site for, in alphabetical order. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(KNOWN);
    names.addAll(mapped.keySet());
    return names;
  }

  /**
   * Where all labels of the site come from, when it said so; null when each row says, or nobody.
   */
  @Nullable LabelProvenance provenanceOfAll() {
    return mapped.containsKey(PROVENANCE) ? null : provenance;
  }

  /** Whether anything says where labels come from. */
  boolean tellsProvenance() {
    return provenance != null || mapped.containsKey(PROVENANCE);
  }

  /**
   * An attribute of an image.
   *
   * @param columns of the image's label row, those of {@link #columns}
   */
  AttributeValue value(String attribute, SopInstance instance, Map<String, String> columns) {
    Mapped own = mapped.get(attribute);
    if (own != null) {
      return own.value(instance, columns);
    }
    if (attribute.equals(PROVENANCE)) {
      return AttributeValue.asWritten(provenance == null ? null : provenance.code());
    }
    return AttributeValue.asWritten(inImage(attribute, instance));
  }

  /** A known attribute as it stands in the image; null where it does not. */
  static @Nullable String inImage(String attribute, SopInstance instance) {
    Object value =
        switch (attribute) {
          case SEX -> instance.sex();
          case AGE -> instance.ageYears();
          case VIEW -> instance.viewPosition();
          case MANUFACTURER -> instance.manufacturer();
          case MODEL -> instance.technical().get("ManufacturerModelName");
          case MODALITY -> instance.modality();
          case KVP -> wholeKilovolts(instance.kvp());
          default -> null;
        };
    return value == null ? null : value.toString();
  }

  private static @Nullable Integer wholeKilovolts(@Nullable Double kvp) {
    return kvp == null || kvp < 0 || kvp > 100_000 ? null : (Integer) kvp.intValue();
  }
}
