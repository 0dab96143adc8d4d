"""A roster as people keep it: forty rows, made up, with everything that goes wrong in a spreadsheet."""

from __future__ import annotations

MESSY = """\ufeffNombre;Correo electrónico;Organización;Grupo;Teléfono
Ana Ruíz;ana.ruiz@example.org;Clínica del Río;clinic;555-0101
Íñigo Peña;Inigo.Pena@example.org;Clínica del Río;clínica;555-0102
;;;;
Bea Múgica;bea@example.org;;patient;
Zoë O'Brien;zoe@example.org;;;
"Luz ""Lucha"" Mora";luz@example.org;;familiar;
"Nadia Okoye
(Thursdays only)";nadia@example.org;Valley Families;patient organisation;
;;Fair Health Plan;insurer;
Tom Reed;tom@example.org;Fair Health Plan;payer;
Tom Reed;TOM@example.org ;Fair Health Plan;payer;
Kai Lindqvist;kai(at)example.org;;caregiver;
;nobody@example.org;;;
;;;patient;
"Ito, Hana";hana@example.org;North University;universidad;
Sven Åkesson;sven@example.org;Breathing Lab;wizards;
;;   ;;
Marie-José Núñez;mj@example.org;Town Council;ayuntamiento;
=HYPERLINK("http://x.example");hyper@example.org;;;
+1 800 CALL;plus@example.org;;;
@SUM(1+9)*cmd|' /C calc'!A0;at@example.org;;;
-2+3;minus@example.org;;;
<script>alert(1)</script>;script@example.org;;;
Ωmega Smith;omega@example.org;Ωmega Cooperative;ngo;
Abuela Carmen;;;;
Abuela Carmen;;;;
Old Joe;;Valley Families;;
Priya Nair <priya@example.org>;;;;
Quinn Hale;mailto:quinn@example.org;St. Brigid Hospital;hospital;
Ruth Vega;ruth@example.org;St. Brigid Hospital;policy maker;
Sam Tran;sam@example.org;Green Pharmacy Co;company;
Uma Das;uma@example.org;Green Pharmacy Co;empresa;
Vic Stone;vic@example.org;Evening School;escuela;
Xavi Puig;xavi@example.org;Neighbours' House;vecinos;;;;;
Yara Haddad;yara@example.org
Zed Nguyen;zed@example.org;Walking Club;sports;
;;Sunday Choir;;
;;;;
Ada Brook;ada@example.org;;researchers;
Ida Holm;ida@example.org;Think Slow;think tank;
;;;;
"""


def as_excel(text: str = MESSY) -> bytes:
    """The file that an older spreadsheet saves: Windows-1252, with what it cannot hold left out."""
    return text.encode("cp1252", errors="replace").lstrip(b"?")


def with_tabs(text: str = MESSY) -> str:
    """What is on the clipboard after copying cells."""
    return text.removeprefix("\ufeff").replace(";", "\t")
