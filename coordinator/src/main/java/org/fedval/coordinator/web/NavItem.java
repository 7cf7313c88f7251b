package org.fedval.coordinator.web;

import java.util.List;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Visitor;

/** An entry of the navigation, shown to whoever may open it. */
public enum NavItem {
  STUDIES("Studies", "/studies", Permission.READ_STUDIES),
  SUBMIT("Submit a study", "/submit", Permission.SUBMIT_STUDIES),
  SITES("Sites", "/sites", Permission.READ_SITES),
  AUDIT("Audit log", "/audit", Permission.READ_LOG),
  ACCOUNTS("Accounts", "/accounts", Permission.MANAGE_ACCOUNTS);

  private final String words;
  private final String path;
  private final Permission permission;

  NavItem(String words, String path, Permission permission) {
    this.words = words;
    this.path = path;
    this.permission = permission;
  }

  /** The entries for this visitor, in their order. */
  public static List<NavItem> of(Visitor visitor) {
    return List.of(values()).stream().filter(item -> visitor.may(item.permission)).toList();
  }

  public String words() {
    return words;
  }

  public String path() {
    return path;
  }
}
