package models_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ringback/ringback/models"
)

func TestNormalPhone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ number, region, want string }{
		{"+61491570156", "", "+61491570156"},
		{"+61 491 570 156", "", "+61491570156"},
		{" 61491570156", "", "+61491570156"}, // a form's plus sign
		{"0491 570 156", "AU", "+61491570156"},
		{"0491 570 156", "au-wa", "+61491570156"},
		{"(212) 555-0123", "US-NY", "+12125550123"},
		{"+44 20 7183 8750", "AU", "+442071838750"},
		{"0491 570 156", "", ""},
		{"0491 570 156", "XX", ""},
		{"123", "AU", ""},
		{"", "AU", ""},
		{"anonymous", "AU", ""},
		{"client:agent_1", "AU", ""},
		{"+" + strings.Repeat("6", 60), "", ""},
	} {
		got, err := models.NormalPhone(c.number, c.region, "phone")
		var bad *models.InvalidError
		if got != c.want || (err == nil) != (c.want != "") || err != nil && (!errors.As(err, &bad) || bad.Code() != "invalid_phone" || bad.Problems[0].Field != "phone") {
			t.Errorf("%q in %q: %q, %v; want %q", c.number, c.region, got, err, c.want)
		}
	}
}

func TestMaskName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"": "", "Aroha Ngata": "A. N.", "  émilie  ": "É.", "李 小龍": "李. 小."} {
		if got := models.MaskName(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// Whatever is written as a number: E.164 that stays as it is when read again, or a refusal.
func FuzzNormalPhone(f *testing.F) {
	for _, seed := range []string{"+61491570156", " 61491570156", "0491 570 156", "tel:+1-212-555-0123;ext=9", "+", "", "0", "+800 1234 5678", "+61\x00", "１２３"} {
		f.Add(seed, "AU")
		f.Add(seed, "")
	}
	f.Fuzz(func(t *testing.T, number, region string) {
		phone, err := models.NormalPhone(number, region, "phone")
		var bad *models.InvalidError
		if err != nil {
			if !errors.As(err, &bad) || phone != "" {
				t.Fatalf("%q in %q: %q, %v", number, region, phone, err)
			}
			return
		}
		if len(phone) < 4 || len(phone) > 20 || phone[0] != '+' || strings.Trim(phone[1:], "0123456789") != "" {
			t.Fatalf("%q in %q became %q", number, region, phone)
		}
		if again, err := models.NormalPhone(phone, region, "phone"); err != nil || again != phone {
			t.Errorf("%q became %q, and that %q, %v", number, phone, again, err)
		}
	})
}
