// Tells the sign-in form which time zone the reader's device keeps; without it moments are shown in UTC.
for (const field of document.querySelectorAll("[data-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
