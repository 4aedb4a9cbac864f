package hours

import "time"

// france: Code du travail, article L3133-1; in Moselle and Alsace (57, 67, 68) also article L3134-13. None has a day in lieu.
func france(departement string) []holidayRule {
	rules := []holidayRule{
		{name: "Jour de l'an", falls: on(time.January, 1)},
		{name: "Lundi de Pâques", falls: easter(1)},
		{name: "Fête du Travail", falls: on(time.May, 1)},
		{name: "Victoire 1945", falls: on(time.May, 8)},
		{name: "Ascension", falls: easter(39)},
		{name: "Lundi de Pentecôte", falls: easter(50)},
		{name: "Fête nationale", falls: on(time.July, 14)},
		{name: "Assomption", falls: on(time.August, 15)},
		{name: "Toussaint", falls: on(time.November, 1)},
		{name: "Armistice 1918", falls: on(time.November, 11)},
		{name: "Noël", falls: on(time.December, 25)},
	}
	switch departement {
	case "57", "67", "68":
		rules = append(rules,
			holidayRule{name: "Vendredi saint", falls: easter(-2)},
			holidayRule{name: "Saint-Étienne", falls: on(time.December, 26)})
	}
	return rules
}

// italy: Legge 260/1949, article 2, as amended; San Francesco by Legge 151/2025, from 2026. The patron's day of each town is not here.
func italy() []holidayRule {
	return []holidayRule{
		{name: "Capodanno", falls: on(time.January, 1)},
		{name: "Epifania", falls: on(time.January, 6)},
		{name: "Pasqua", falls: easter(0)},
		{name: "Lunedì dell'Angelo", falls: easter(1)},
		{name: "Festa della Liberazione", falls: on(time.April, 25)},
		{name: "Festa del Lavoro", falls: on(time.May, 1)},
		{name: "Festa della Repubblica", falls: on(time.June, 2)},
		{name: "Assunzione", falls: on(time.August, 15)},
		{name: "San Francesco d'Assisi", falls: on(time.October, 4), since: 2026},
		{name: "Ognissanti", falls: on(time.November, 1)},
		{name: "Immacolata Concezione", falls: on(time.December, 8)},
		{name: "Natale", falls: on(time.December, 25)},
		{name: "Santo Stefano", falls: on(time.December, 26)},
	}
}

// spain: the national days of Real Decreto 2001/1983, article 45, and Epiphany, which all the regions keep. What the regions and towns
// add, or take instead of a Sunday, is published each year and is not here.
func spain() []holidayRule {
	return []holidayRule{
		{name: "Año Nuevo", falls: on(time.January, 1)},
		{name: "Epifanía del Señor", falls: on(time.January, 6)},
		{name: "Viernes Santo", falls: easter(-2)},
		{name: "Fiesta del Trabajo", falls: on(time.May, 1)},
		{name: "Asunción de la Virgen", falls: on(time.August, 15)},
		{name: "Fiesta Nacional de España", falls: on(time.October, 12)},
		{name: "Todos los Santos", falls: on(time.November, 1)},
		{name: "Día de la Constitución", falls: on(time.December, 6)},
		{name: "Inmaculada Concepción", falls: on(time.December, 8)},
		{name: "Natividad del Señor", falls: on(time.December, 25)},
	}
}

// netherlands: Algemene termijnenwet, article 3, which sets Good Friday beside the holidays, and the two Sundays themselves.
func netherlands() []holidayRule {
	return []holidayRule{
		{name: "Nieuwjaarsdag", falls: on(time.January, 1)},
		{name: "Goede Vrijdag", falls: easter(-2)},
		{name: "Eerste Paasdag", falls: easter(0)},
		{name: "Tweede Paasdag", falls: easter(1)},
		{name: "Koningsdag", falls: on(time.April, 27), lieu: lieuSaturday},
		{name: "Bevrijdingsdag", falls: on(time.May, 5)},
		{name: "Hemelvaartsdag", falls: easter(39)},
		{name: "Eerste Pinksterdag", falls: easter(49)},
		{name: "Tweede Pinksterdag", falls: easter(50)},
		{name: "Eerste Kerstdag", falls: on(time.December, 25)},
		{name: "Tweede Kerstdag", falls: on(time.December, 26)},
	}
}
